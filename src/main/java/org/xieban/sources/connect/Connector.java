package org.xieban.sources.connect;

import java.util.Map;

/** Asks one source, once. */
interface Connector extends AutoCloseable {

    /**
     * Asks.
     *
     * @param keys values by the names of the key fields
     * @param idempotencyKey the same each time the same question is asked
     * @throws SourceFailure where there is no answer as agreed
     */
    Answer ask(Binding binding, Map<String, String> keys, String idempotencyKey);

    @Override
    void close();
}
