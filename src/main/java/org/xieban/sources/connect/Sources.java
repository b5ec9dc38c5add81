package org.xieban.sources.connect;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xieban.web.Refusal;

/** The sources that are set up, each behind its guards. */
@Component
@EnableConfigurationProperties(ConnectSettings.class)
public class Sources {

    private final SourceStore store;
    private final ConnectSettings settings;
    private final JdbcClient jdbc;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, GuardedSource> guarded = new ConcurrentHashMap<>();
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    Sources(SourceStore store, ConnectSettings settings, JdbcClient jdbc, MeterRegistry meters, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.jdbc = jdbc;
        this.meters = meters;
        this.clock = clock;
    }

    /** What this node last saw of a source. */
    private record Seen(
            @Nullable Instant answered, @Nullable Instant failed, SourceFailure.@Nullable Kind failure) {}

    /** How a source does. */
    public enum Health {
        /** Nobody has asked it since the product began. */
        UNASKED,
        ANSWERING,
        /** Its last call failed. */
        FAILING,
        /** It has failed so often that nobody asks it for a while. */
        RESTING,
        SWITCHED_OFF
    }

    /**
     * A source and how it does, as this node sees it.
     *
     * @param resources codes of what comes from it
     * @param free how many more calls it takes now
     */
    public record State(
            Source source,
            List<String> resources,
            Health health,
            int free,
            @Nullable Instant answered,
            @Nullable Instant failed,
            SourceFailure.@Nullable Kind failure) {}

    /**
     * Asks the source of a resource.
     *
     * @param keys values by the names of the key fields
     * @param idempotencyKey the same each time the same question is asked
     * @throws SourceFailure where there is no answer as agreed
     */
    public Answer ask(String resource, Map<String, String> keys, String idempotencyKey) {
        SourceStore.Bound bound = store.bound(resource)
                .filter(each -> each.source().enabled())
                .orElseThrow(() -> SourceFailure.of(SourceFailure.Kind.NOT_SET_UP));
        Binding binding = bound.binding();
        GuardedSource source = live(bound.source());
        Timer.Sample sample = Timer.start(meters);
        String outcome = "answered";
        try {
            Answer answer = source.ask(binding, keys, idempotencyKey);
            seen.merge(
                    binding.source(),
                    new Seen(clock.instant(), null, null),
                    (before, now) -> new Seen(now.answered(), before.failed(), before.failure()));
            return answer;
        } catch (SourceFailure failure) {
            outcome = failure.kind().code();
            seen.merge(
                    binding.source(),
                    new Seen(null, clock.instant(), failure.kind()),
                    (before, now) -> new Seen(before.answered(), now.failed(), now.failure()));
            throw failure;
        } finally {
            sample.stop(meters.timer("xieban.sources.calls", "source", binding.source(), "outcome", outcome));
        }
    }

    private GuardedSource live(Source source) {
        String code = source.code();
        GuardedSource known = guarded.get(code);
        if (known != null && known.source().version() == source.version()) {
            return known;
        }
        return guarded.compute(code, (any, there) -> {
            if (there != null && there.source().version() == source.version()) {
                return there;
            }
            GuardedSource made = new GuardedSource(source, connector(source));
            if (there != null) {
                there.close();
            }
            Gauge.builder("xieban.sources.resting", () -> resting(code) ? 1 : 0)
                    .tag("source", code)
                    .description("whether a source is given a rest after its failures")
                    .register(meters);
            return made;
        });
    }

    private Connector connector(Source source) {
        return switch (source.kind()) {
            case HTTP -> new HttpConnector(source, settings);
            case SQL -> new SqlConnector(source, settings);
            case FILE -> new FileConnector(jdbc);
        };
    }

    private boolean resting(String code) {
        GuardedSource source = guarded.get(code);
        return source != null && source.breaker().getState() == CircuitBreaker.State.OPEN;
    }

    public Optional<Source> find(String code) {
        return store.find(code);
    }

    /** What is bound, by the code of the resource. */
    public Map<String, Binding> bindings() {
        Map<String, Binding> bindings = new HashMap<>();
        store.bindings().forEach(binding -> bindings.put(binding.resource(), binding));
        return bindings;
    }

    /** Codes of the resources whose source is switched on. */
    public Set<String> available() {
        return store.available();
    }

    /** All sources and how they do. */
    public List<State> states() {
        List<Binding> bindings = store.bindings();
        return store.all().stream().map(source -> state(source, bindings)).toList();
    }

    private State state(Source source, List<Binding> bindings) {
        GuardedSource live = guarded.get(source.code());
        Seen last = seen.getOrDefault(source.code(), new Seen(null, null, null));
        return new State(
                source,
                bindings.stream()
                        .filter(binding -> binding.source().equals(source.code()))
                        .map(Binding::resource)
                        .toList(),
                health(source, last),
                live == null
                        ? source.limits().concurrent()
                        : live.bulkhead().getMetrics().getAvailableConcurrentCalls(),
                last.answered(),
                last.failed(),
                last.failure());
    }

    private Health health(Source source, Seen last) {
        if (!source.enabled()) {
            return Health.SWITCHED_OFF;
        }
        if (resting(source.code())) {
            return Health.RESTING;
        }
        Instant failed = last.failed();
        Instant answered = last.answered();
        if (failed == null && answered == null) {
            return Health.UNASKED;
        }
        return failed != null && (answered == null || failed.isAfter(answered)) ? Health.FAILING : Health.ANSWERING;
    }

    /**
     * Keeps a source as it is set up. Takes effect with the next call, on every node.
     *
     * @throws Refusal {@code source.stale} (409) if it was changed meanwhile; {@code source.notSetUp} (422) if it cannot
     *     be asked as it is
     */
    public void save(Source source) {
        try {
            connector(source).close();
        } catch (SourceFailure failure) {
            throw Refusal.rule(failure.kind().code());
        }
        if (!store.save(source)) {
            throw Refusal.conflict("source.stale");
        }
    }

    /** Keeps from where a resource comes. */
    public void bind(Binding binding) {
        store.save(binding);
    }

    @PreDestroy
    void close() {
        guarded.values().forEach(GuardedSource::close);
    }
}
