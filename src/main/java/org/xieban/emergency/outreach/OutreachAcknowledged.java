package org.xieban.emergency.outreach;

/**
 * A recipient said that he knows; published in the transaction that kept it.
 *
 * @param recipient what the message called him: the code of a receiver, or a name
 */
public record OutreachAcknowledged(Purpose purpose, String recipient) {}
