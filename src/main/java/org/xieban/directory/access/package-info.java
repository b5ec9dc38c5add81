/** Who may come in: sign-in, sessions, passwords, and which address is open to whom. */
@NullMarked
package org.xieban.directory.access;

import org.jspecify.annotations.NullMarked;
