package org.xieban.catalogue;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Publishes the item files as the product starts: after the departments are there, before the doors open. */
@Component
class ItemsOnStart implements SmartLifecycle {

    private final ItemFiles files;
    private volatile boolean running;

    ItemsOnStart(ItemFiles files) {
        this.files = files;
    }

    @Override
    public void start() {
        files.publish();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The demonstration's people come before, the server after. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 2000;
    }
}
