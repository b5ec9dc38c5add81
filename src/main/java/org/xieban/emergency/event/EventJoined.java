package org.xieban.emergency.event;

import org.jspecify.annotations.Nullable;

/**
 * Something more was reported of an event that is there already; published in the transaction that took it in.
 *
 * @param merged number of the event that it had been taken for; null where it never was one of its own
 */
public record EventJoined(String caseNo, @Nullable String merged) {}
