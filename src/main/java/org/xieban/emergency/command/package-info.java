/**
 * The command page of an event (指挥): one screen of all that is known and ordered, live for everybody who looks; an order
 * is given on it in two keystrokes.
 *
 * <p>The screen is made of {@code Piece}s, each a fragment of its own. A {@code Part} of the screen gathers once what it
 * knows of an event at a {@code Moment}, and shows it to each {@code Viewpoint}: those who command, those who see the
 * whole, a department that was ordered something. The {@code CommandFeed} hears from the record that something has
 * happened, has the pieces drawn anew that differ, once for all who share a viewpoint and a language, and tells each
 * screen what it has not seen; other nodes' changes it finds by asking the record. {@code CommandPosts} keeps who holds
 * which post in an event.
 */
@NullMarked
package org.xieban.emergency.command;

import org.jspecify.annotations.NullMarked;
