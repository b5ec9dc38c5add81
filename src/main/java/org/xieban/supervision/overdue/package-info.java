/** Cases that are overdue or soon due, among those that whoever asks may see: the list, its page and its file. */
@NullMarked
package org.xieban.supervision.overdue;

import org.jspecify.annotations.NullMarked;
