package org.xieban.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

class TransactionMemoryTest {

    /** Transactions of nothing, which only begin, stand aside and end. */
    private static final class Nothing extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;
        private int open;

        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected boolean isExistingTransaction(Object transaction) {
            return open > 0;
        }

        @Override
        protected Object doSuspend(Object transaction) {
            return this;
        }

        @Override
        protected void doResume(Object transaction, Object suspended) {}

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            open++;
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            open--;
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            open--;
        }
    }

    private final TransactionTemplate transaction = new TransactionTemplate(new Nothing());
    private final TransactionTemplate another = new TransactionTemplate(transaction.getTransactionManager());
    private final TransactionMemory<String, String> memory = new TransactionMemory<>();
    private final List<String> reads = new ArrayList<>();

    @BeforeEach
    void aTransactionOfItsOwn() {
        another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    private String read(String key) {
        return memory.get(key, unread -> {
            reads.add(unread);
            return unread + reads.size();
        });
    }

    @Test
    void whatATransactionHasReadItReadsOnce() {
        transaction.executeWithoutResult(status -> {
            assertThat(read("a")).isEqualTo("a1");
            assertThat(read("b")).isEqualTo("b2");
            assertThat(read("a")).isEqualTo("a1");
        });
        assertThat(reads).containsExactly("a", "b");
    }

    @Test
    void itEndsWithTheTransactionHoweverThatEnds() {
        transaction.executeWithoutResult(status -> read("a"));
        transaction.executeWithoutResult(status -> {
            assertThat(read("a")).isEqualTo("a2");
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(status -> assertThat(read("a")).isEqualTo("a3"));
    }

    @Test
    void nothingIsRememberedOutsideOfOne() {
        assertThat(read("a")).isEqualTo("a1");
        assertThat(read("a")).isEqualTo("a2");
    }

    @Test
    void aTransactionThatStandsAsideKeepsItsOwn() {
        transaction.executeWithoutResult(status -> {
            read("a");
            another.executeWithoutResult(inner -> assertThat(read("a")).isEqualTo("a2"));
            assertThat(read("a")).isEqualTo("a1");
        });
    }

    @Test
    void whatIsChangedOrForgottenIsNotWhatWasRead() {
        transaction.executeWithoutResult(status -> {
            read("a");
            memory.put("a", "changed");
            assertThat(read("a")).isEqualTo("changed");
            memory.forget("a");
            assertThat(read("a")).isEqualTo("a2");
        });
    }

    @Test
    void itRemembersAFewOnly() {
        transaction.executeWithoutResult(status -> {
            for (int key = 0; key < 1000; key++) {
                read("key" + key);
            }
            read("key0");
        });
        assertThat(reads).hasSize(1001);
    }
}
