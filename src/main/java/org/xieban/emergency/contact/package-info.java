/**
 * Whom to call in an emergency (应急通讯录): those of the departments and of units outside, by which channel they are told.
 * Each department keeps its own; what belongs to a person is shown covered until somebody says what he needs it for.
 */
@NamedInterface("contact")
@NullMarked
package org.xieban.emergency.contact;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
