package org.xieban.startup;

import java.util.List;

/**
 * Something that the product is started for to do once: it opens no port, does no work of its own meanwhile, says what
 * came of it, and ends. On the data folder of a product that runs it is refused as any second start is; on a database
 * that it is told of it may run beside others.
 */
public interface Errand {

    /** The option that asks for it, such as {@code --reconcile}. */
    String option();

    /** Carries it out; what is to be printed, line by line. */
    List<String> carryOut();
}
