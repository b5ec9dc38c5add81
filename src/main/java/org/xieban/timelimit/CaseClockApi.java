package org.xieban.timelimit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
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

        static ClockView of(CaseClock clock) {
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
                    clock.pauses().stream().map(PauseView::of).toList(),
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
            @Nullable Instant endedAt) {

        static PauseView of(Pause pause) {
            return new PauseView(
                    Long.toString(pause.id()),
                    pause.type(),
                    pause.legalBasis(),
                    pause.approver(),
                    pause.document(),
                    pause.from(),
                    pause.until(),
                    pause.endedAt());
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
    private final ClockTexts texts;

    CaseClockApi(ClockViews clocks, ClockTexts texts) {
        this.clocks = clocks;
        this.texts = texts;
    }

    @GetMapping("/cases/{caseNo}/clocks")
    @Operation(summary = "The clocks of a case, oldest first")
    List<ClockView> ofCase(@PathVariable String caseNo) {
        return clocks.ofCase(caseNo).stream().map(ClockView::of).toList();
    }

    @GetMapping("/clocks/{id}/explanation")
    @Operation(summary = "Why a clock is due when it is: every day, counted or not")
    List<DayView> explanation(@PathVariable String id, Locale locale) {
        return clocks.explanation(id).days().stream()
                .map(day -> new DayView(
                        day.date(), day.counted(), day.reason(), texts.note(day, locale), texts.source(day, locale)))
                .toList();
    }
}
