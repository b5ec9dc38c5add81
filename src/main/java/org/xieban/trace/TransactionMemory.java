package org.xieban.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What one transaction has read, so that its many parts need not read it again; of the last {@value #MOST} keys. It ends
 * with the transaction, and outside of one nothing is remembered. Whoever changes something says so with {@link #put} or
 * {@link #forget}; whoever must be sure that nobody else does locks it, and puts what he has locked.
 */
public final class TransactionMemory<K, V> {

    private static final int MOST = 32;

    /** The value; read if it is not remembered. */
    public V get(K key, Function<? super K, ? extends V> read) {
        Map<K, V> known = known();
        V value = known == null ? null : known.get(key);
        if (value == null) {
            value = read.apply(key);
            put(key, value);
        }
        return value;
    }

    /** Remembers a value as this transaction has read or made it. */
    public void put(K key, V value) {
        Map<K, V> known = known();
        if (known != null) {
            known.put(key, value);
        }
    }

    /** Lets it be read again. */
    public void forget(K key) {
        Map<K, V> known = known();
        if (known != null) {
            known.remove(key);
        }
    }

    @SuppressWarnings("unchecked") // nobody else binds anything to this key
    private @Nullable Map<K, V> known() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return null;
        }
        Map<K, V> known = (Map<K, V>) TransactionSynchronizationManager.getResource(this);
        if (known == null) {
            known = new Known<>();
            TransactionSynchronizationManager.bindResource(this, known);
            TransactionSynchronizationManager.registerSynchronization(new End(known));
        }
        return known;
    }

    private static final class Known<K, V> extends LinkedHashMap<K, V> {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST;
        }
    }

    /** A transaction that stands aside for another takes along what it remembers. */
    private final class End implements TransactionSynchronization {

        private final Map<K, V> known;

        End(Map<K, V> known) {
            this.known = known;
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(TransactionMemory.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(TransactionMemory.this, known);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(TransactionMemory.this);
        }
    }
}
