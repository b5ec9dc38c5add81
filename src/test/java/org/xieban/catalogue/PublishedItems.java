package org.xieban.catalogue;

import org.springframework.context.ApplicationContext;

/** Items that a test needs beside those that come with the product. */
public final class PublishedItems {

    private PublishedItems() {}

    /** Publishes one, as its file says it, in the transaction of the caller. */
    public static void publish(ApplicationContext context, String code, String yaml) {
        context.getBean(ItemPublication.class).load(ItemFile.read("catalogue/" + code + ".yaml", yaml));
    }
}
