package org.xieban.emergency.command;

import org.jspecify.annotations.Nullable;

/**
 * A part of the screen that is drawn and told by itself.
 *
 * @param id of its element
 * @param list id of the list in which it stands, null where it has a place of its own
 * @param fragment of {@code emergency/command-parts}, whose element bears the id
 * @param it what the fragment shows; equal where it looks the same
 */
record Piece(String id, @Nullable String list, String fragment, Object it) {}
