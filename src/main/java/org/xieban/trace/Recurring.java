package org.xieban.trace;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Work that is done again and again while the product runs, on a thread of its own, and at once where its time is moved
 * forward. What fails is tried again the next time. To be declared as a bean.
 */
public class Recurring implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Recurring.class);

    /** So long an end of the product waits for what is being done. */
    private static final int PATIENCE_SECONDS = 10;

    private final String name;
    private final Duration every;
    private final Runnable work;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile @Nullable ScheduledFuture<?> repeated;

    /**
     * @param name of its thread
     * @param every how long it rests in between; zero for never
     */
    public Recurring(String name, Duration every, Runnable work) {
        this.name = name;
        this.every = every;
        this.work = work;
    }

    @Override
    public void start() {
        if (every.isZero()) {
            return;
        }
        scheduler.setPoolSize(1);
        scheduler.setThreadNamePrefix(name + "-");
        scheduler.setWaitForTasksToCompleteOnShutdown(true);
        scheduler.setAwaitTerminationSeconds(PATIENCE_SECONDS);
        scheduler.initialize();
        repeated = scheduler.scheduleWithFixedDelay(this::run, every);
    }

    private void run() {
        try {
            work.run();
        } catch (RuntimeException e) {
            // the database may be away for a while
            log.warn("{} failed and is tried again", name, e);
        }
    }

    @EventListener
    public void on(TimeAdvanced advanced) {
        soon();
    }

    /** Has it done as soon as its thread is free, beside its turns; asked for several times before that, once. */
    protected void soon() {
        if (isRunning() && wanted.compareAndSet(false, true)) {
            scheduler.execute(() -> {
                wanted.set(false);
                run();
            });
        }
    }

    /** The same once what this thread's transaction writes can be seen; outside of one at once. */
    protected void soonAfterCommit() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            soon();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                soon();
            }
        });
    }

    @Override
    public void stop() {
        ScheduledFuture<?> last = repeated;
        if (last != null) {
            repeated = null;
            last.cancel(false);
            scheduler.shutdown();
        }
    }

    @Override
    public boolean isRunning() {
        return repeated != null;
    }
}
