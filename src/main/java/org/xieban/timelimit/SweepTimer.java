package org.xieban.timelimit;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Component;
import org.xieban.trace.TimeAdvanced;

/** Sweeps again and again while the product runs, and at once where its time is moved forward. */
@Component
class SweepTimer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SweepTimer.class);

    private final Sweep sweep;
    private final SweepSettings settings;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile @Nullable ScheduledFuture<?> repeated;

    SweepTimer(Sweep sweep, SweepSettings settings) {
        this.sweep = sweep;
        this.settings = settings;
    }

    @Override
    public void start() {
        if (settings.sweepEvery().isZero()) {
            return;
        }
        scheduler.setPoolSize(1);
        scheduler.setThreadNamePrefix("sweep-");
        scheduler.setWaitForTasksToCompleteOnShutdown(true);
        scheduler.setAwaitTerminationSeconds(10);
        scheduler.initialize();
        running.set(true);
        repeated = scheduler.scheduleWithFixedDelay(this::run, settings.sweepEvery());
    }

    private void run() {
        try {
            sweep.sweep();
        } catch (RuntimeException e) {
            // the database may be away for a while; what is due stays due
            log.warn("clocks could not be swept, which is tried again", e);
        }
    }

    @EventListener
    void on(TimeAdvanced advanced) {
        if (running.get()) {
            scheduler.execute(this::run);
        }
    }

    @Override
    public void stop() {
        ScheduledFuture<?> last = repeated;
        if (running.compareAndSet(true, false) && last != null) {
            last.cancel(false);
            scheduler.shutdown();
        }
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }
}
