@NullMarked
package org.xieban;

import org.jspecify.annotations.NullMarked;
