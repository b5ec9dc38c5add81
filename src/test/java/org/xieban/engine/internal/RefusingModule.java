package org.xieban.engine.internal;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.xieban.engine.FormSubmitted;
import org.xieban.web.Refusal;

/** Stands for a module whose rule goes beyond the form. */
@Component
class RefusingModule {

    static final String REFUSED = "不合规则的意见";

    @EventListener
    void on(FormSubmitted submitted) {
        if (REFUSED.equals(submitted.values().get("remark"))) {
            throw Refusal.conflict("task.notYours");
        }
    }
}
