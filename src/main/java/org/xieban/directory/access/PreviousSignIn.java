package org.xieban.directory.access;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an officer is told when he signs in, so that he notices if it was not he.
 *
 * @param at when he last signed in, null when this is the first time
 * @param address from where
 * @param failures how often a wrong password was given since
 */
record PreviousSignIn(@Nullable Instant at, @Nullable String address, int failures) implements Serializable {}
