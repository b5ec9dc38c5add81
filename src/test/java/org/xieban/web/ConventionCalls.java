package org.xieban.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Calls that do nothing but what the conventions of the API are about. */
@Hidden
@RestController
@RequestMapping("/api/v1/conventions")
class ConventionCalls {

    enum Colour {
        RED,
        GREEN
    }

    record Thing(
            @NotBlank String name,
            @Size(max = 3) List<@Valid Part> parts,
            @Nullable Colour colour,
            int amount,
            @Nullable Instant at,
            @Nullable LocalDate day) {}

    record Part(@Nullable Colour colour) {}

    private final AtomicInteger created = new AtomicInteger();

    int created() {
        return created.get();
    }

    private final JdbcClient jdbc;

    ConventionCalls(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @PostMapping("/things")
    ResponseEntity<Map<String, Object>> create(@Valid @RequestBody Thing thing) {
        int number = created.incrementAndGet();
        return ResponseEntity.created(URI.create("/api/v1/conventions/things/" + number))
                .body(Map.of("number", number, "name", thing.name()));
    }

    /** Meets the other caller while both are at work, where there is another. */
    @PostMapping("/slow")
    ResponseEntity<Map<String, Object>> createSlowly(@RequestBody Thing thing) throws InterruptedException {
        together();
        return create(thing);
    }

    private final CyclicBarrier both = new CyclicBarrier(2);

    private void together() throws InterruptedException {
        try {
            both.await(1, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException alone) {
            both.reset();
        }
    }

    @PostMapping("/refused")
    @Transactional
    void writeThenRefuse(@RequestParam String mark) {
        jdbc.sql("insert into idempotent_answer (scope, body_hash, status, body, kept_until)"
                        + " values (decode(md5(:mark), 'hex'), '', 200, '', now())")
                .param("mark", mark)
                .update();
        created.incrementAndGet();
        throw Refusal.rule("value.refused", "this").at("parts[0]", "value.missing");
    }

    @PostMapping("/echo")
    Thing echo(@RequestBody Thing thing) {
        return thing;
    }

    @GetMapping("/listing")
    Listing<Integer> listing(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer size) {
        PageRequest page = PageRequest.of("conventions", after, size);
        Long last = page.after() == null ? Long.valueOf(0) : page.after().number(0);
        List<Integer> rows = java.util.stream.IntStream.rangeClosed(1, 7)
                .filter(n -> n > last)
                .limit(page.limit())
                .boxed()
                .toList();
        return page.listing(rows, 7L, row -> new Object[] {row});
    }

    @GetMapping("/coloured")
    Colour coloured(@RequestParam Colour colour) {
        return colour;
    }

    @GetMapping("/bounded")
    int bounded(@RequestParam @Max(9) int number) {
        return number;
    }

    @PostMapping("/file")
    long file(@RequestPart MultipartFile file) {
        return file.getSize();
    }

    @GetMapping("/fail/{how}")
    void fail(@PathVariable String how) {
        switch (how) {
            case "lock" -> throw new OptimisticLockingFailureException("row 5 of officer");
            case "denied" -> throw new AccessDeniedException("no");
            case "hidden" -> throw Refusal.notFound("address.unknown");
            default -> throw new IllegalStateException("secret of the house");
        }
    }
}
