package org.xieban.emergency.outreach;

/**
 * A system outside that is told by webhook.
 *
 * @param secret name of the secret, in the settings, by which what it is sent is signed
 */
record Receiver(String code, String name, String url, String secret, boolean enabled, int version) {}
