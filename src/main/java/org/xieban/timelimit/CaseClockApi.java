package org.xieban.timelimit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.casefile.Lamp;
import org.xieban.catalogue.Term;

/** Clocks for other systems. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "clocks")
@Transactional(readOnly = true)
class CaseClockApi {

    record ClockView(
            String id,
            ClockKind kind,
            @Nullable String step,
            @Nullable String stepName,
            ClockTerm term,
            Instant startedAt,
            Instant dueAt,
            boolean expected,
            @Nullable Lamp lamp,
            CaseClock.State state,
            List<PauseView> pauses,
            List<ExtensionView> extensions) {

        static ClockView of(CaseClock clock, Instant now) {
            return new ClockView(
                    Long.toString(clock.id()),
                    clock.kind(),
                    clock.step(),
                    clock.stepName(),
                    clock.term(),
                    clock.startedAt(),
                    clock.dueAt(),
                    clock.expected(),
                    clock.lamp(),
                    clock.state(),
                    clock.pauses().stream()
                            .map(pause -> PauseView.of(pause, now))
                            .toList(),
                    clock.extensions().stream().map(ExtensionView::of).toList());
        }
    }

    record PauseView(
            String id,
            PauseType type,
            String legalBasis,
            String approver,
            @Nullable String document,
            Instant from,
            LocalDate until,
            @Nullable Instant endedAt,
            boolean late,
            @Nullable String result,
            String reason,
            Set<ClockKind> stops) {

        static PauseView of(Pause pause, Instant now) {
            return new PauseView(
                    Long.toString(pause.id()),
                    pause.type(),
                    pause.legalBasis(),
                    pause.approver(),
                    pause.document(),
                    pause.from(),
                    pause.until(),
                    pause.endedAt(),
                    pause.late(now),
                    pause.result(),
                    pause.reason(),
                    pause.stops());
        }
    }

    /** {@code state}: an extension that counts is one that was approved. */
    record ExtensionView(String id, int amount, Term.Unit unit, String reason, String approver, String state) {

        static ExtensionView of(Extension extension) {
            return new ExtensionView(
                    Long.toString(extension.id()),
                    extension.amount(),
                    extension.unit(),
                    extension.reason(),
                    extension.approver(),
                    "APPROVED");
        }
    }

    record DayView(LocalDate date, BigDecimal counted, String reason, String note, String source) {}

    private final ClockViews clocks;
    private final Pauses pauses;
    private final ClockTexts texts;
    private final Clock clock;

    CaseClockApi(ClockViews clocks, Pauses pauses, ClockTexts texts, Clock clock) {
        this.clocks = clocks;
        this.pauses = pauses;
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping("/cases/{caseNo}/clocks")
    @Operation(summary = "The clocks of a case, oldest first")
    List<ClockView> ofCase(@PathVariable String caseNo) {
        Instant now = clock.instant();
        return clocks.ofCase(caseNo).stream()
                .map(each -> ClockView.of(each, now))
                .toList();
    }

    @PostMapping("/cases/{caseNo}/pauses")
    @Transactional
    @Operation(summary = "Stops the clocks that the type stops, from the given moment on")
    ResponseEntity<PauseView> pause(@PathVariable String caseNo, @RequestBody PauseRequest asked) {
        Pause pause = pauses.enter(caseNo, asked.read());
        return ResponseEntity.created(URI.create("/api/v1/cases/" + caseNo + "/clocks"))
                .body(PauseView.of(pause, clock.instant()));
    }

    @DeleteMapping("/cases/{caseNo}/pauses/{id}")
    @Transactional
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Ends a pause, now or at the given moment, with its result")
    void end(
            @PathVariable String caseNo,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String endedAt,
            @RequestParam(required = false) @Nullable String result) {
        pauses.end(
                caseNo, PauseRequest.id(id), endedAt == null ? null : PauseRequest.moment("endedAt", endedAt), result);
    }

    @PostMapping("/cases/{caseNo}/pauses/{id}/renewals")
    @Transactional
    @Operation(summary = "Plans a later end for a pause whose result has not come; by a head")
    ResponseEntity<PauseView> renew(
            @PathVariable String caseNo, @PathVariable String id, @RequestBody PauseRequest asked) {
        Pause pause = pauses.renew(caseNo, PauseRequest.id(id), asked.readUntil(), asked.readReason());
        return ResponseEntity.created(URI.create("/api/v1/cases/" + caseNo + "/clocks"))
                .body(PauseView.of(pause, clock.instant()));
    }

    @GetMapping("/clocks/{id}/explanation")
    @Operation(summary = "Why a clock is due when it is: every day, counted or not")
    List<DayView> explanation(@PathVariable String id, Locale locale) {
        ClockViews.Explained explained = clocks.explanation(id);
        List<DayView> days = new ArrayList<>();
        Map<String, String> people = texts.people(List.of(explained.clock()));
        for (Reckoning.Day day : explained.reckoning().days()) {
            String note = texts.note(day, people, locale);
            if (days.isEmpty()) {
                note = texts.firstDay(note, explained.clock().term(), locale);
            }
            days.add(new DayView(day.date(), day.counted(), day.reason(), note, texts.source(day, locale)));
        }
        return days;
    }
}
