/**
 * Systems outside that send by themselves (对外接入系统): each has an account of its own in the directory, which the security
 * administrator switches off; here it is set what of the account's department's it may send. It may do nothing else.
 */
@NamedInterface("sender")
@NullMarked
package org.xieban.monitoring.sender;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
