package org.xieban.catalogue;

import org.springframework.stereotype.Component;
import org.xieban.trace.AtStart;

/** Publishes the item files as the product starts: after the departments are there, before the doors open. */
@Component
class ItemsOnStart extends AtStart {

    private final ItemFiles files;

    ItemsOnStart(ItemFiles files) {
        super(Turn.DUTIES);
        this.files = files;
    }

    @Override
    protected void work() {
        files.publish();
    }
}
