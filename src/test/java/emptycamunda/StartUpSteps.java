package emptycamunda;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.metrics.buffering.BufferingApplicationStartup;
import org.springframework.boot.context.metrics.buffering.StartupTimeline.TimelineEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;

/** Prints, in a measured start, which steps took longest by themselves, without the steps within them. */
public class StartUpSteps implements ApplicationListener<ApplicationEvent> {

    private static final BufferingApplicationStartup STEPS = new BufferingApplicationStartup(20_000);

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
            prepared.getSpringApplication().setApplicationStartup(STEPS);
        } else if (event instanceof ApplicationReadyEvent) {
            print(STEPS.drainBufferedTimeline().getEvents());
        }
    }

    private static void print(List<TimelineEvent> events) {
        Map<Long, Duration> own = new HashMap<>();
        events.forEach(event -> own.merge(event.getStartupStep().getId(), event.getDuration(), Duration::plus));
        events.forEach(event -> {
            Long parent = event.getStartupStep().getParentId();
            if (parent != null) {
                own.merge(parent, event.getDuration().negated(), Duration::plus);
            }
        });
        events.stream()
                .sorted(Comparator.comparing((TimelineEvent event) ->
                                own.get(event.getStartupStep().getId()))
                        .reversed())
                .limit(12)
                .forEach(event -> {
                    StringBuilder tags = new StringBuilder();
                    event.getStartupStep().getTags().forEach(tag -> tags.append(' ')
                            .append(tag.getValue()));
                    System.out.printf(
                            "step %6d ms  %s%s%n",
                            own.get(event.getStartupStep().getId()).toMillis(),
                            event.getStartupStep().getName(),
                            tags.length() > 90 ? tags.substring(0, 90) : tags);
                });
    }
}
