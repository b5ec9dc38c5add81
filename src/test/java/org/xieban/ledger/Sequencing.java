package org.xieban.ledger;

import org.springframework.context.ApplicationContext;

/** Has the public log take in what was done, now and not within a second. */
public final class Sequencing {

    private Sequencing() {}

    public static void now(ApplicationContext product) {
        product.getBean(Sequencer.class).sequence();
    }
}
