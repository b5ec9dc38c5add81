package org.xieban.emergency.response;

import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.xieban.emergency.directive.DirectiveChanged;

/** First directives, given when a test wants them given; or failing once. */
@Component
public class TestFirstDirectives {

    private final FirstDirectives first;
    private final JdbcClient jdbc;
    private final AtomicBoolean failing = new AtomicBoolean();

    TestFirstDirectives(FirstDirectives first, JdbcClient jdbc) {
        this.first = first;
        this.jdbc = jdbc;
    }

    /** Events of other tests get none here. */
    public void forgetOthers() {
        jdbc.sql("delete from emergency_first_directive where done_at is null").update();
    }

    public void give() {
        SecurityContextHolder.clearContext();
        first.work();
    }

    /** The same, but it fails once all of them are written. */
    void giveAndFail() {
        failing.set(true);
        give();
        failing.set(false);
    }

    @EventListener
    void on(DirectiveChanged changed) {
        if (failing.get()) {
            throw new IllegalStateException("as a test wants it");
        }
    }
}
