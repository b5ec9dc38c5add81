package org.xieban.engine.internal;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.xieban.engine.FormSubmitted;

/** Stands for the module that keeps what was entered: remembers it, of transactions that were committed. */
@Component
class SubmittedForms {

    private final Queue<FormSubmitted> all = new ConcurrentLinkedQueue<>();

    @TransactionalEventListener
    void on(FormSubmitted submitted) {
        all.add(submitted);
    }

    List<FormSubmitted> of(String caseNo) {
        return all.stream()
                .filter(submitted -> submitted.caseNo().equals(caseNo))
                .toList();
    }
}
