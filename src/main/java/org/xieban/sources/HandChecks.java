package org.xieban.sources;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.OfficeTexts;

/** What a person has found out who asked otherwise, since a source is down: the case goes on by hand. */
@Component
public class HandChecks {

    private final Resources resources;
    private final Coverage coverage;
    private final OfficeTexts texts;
    private final Trace trace;
    private final Clock clock;

    HandChecks(Resources resources, Coverage coverage, OfficeTexts texts, Trace trace, Clock clock) {
        this.resources = resources;
        this.coverage = coverage;
        this.texts = texts;
        this.trace = trace;
        this.clock = clock;
    }

    /** What was found out. */
    public enum Outcome {
        /** It is as was claimed: no material is asked for. */
        CONFIRMED,
        /** It could not be found out: the applicant brings the material. */
        NOT_CONFIRMED
    }

    /** Keeps it. */
    @Transactional
    public void keep(String caseNo, String step, String code, Outcome outcome) {
        DataResource resource = resources.require(code);
        if (outcome == Outcome.CONFIRMED) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            // kept with the case, whose language is the office's
            String said = texts.office("sources.byHand", resource.name());
            coverage.cover(caseNo, resource, said, now, now.plus(Duration.ofDays(resource.validDays())));
        }
        trace.record(Act.of("data.checkedByHand", "resource", code)
                .inCase(caseNo, step)
                .with("resource", resource.name())
                .with("outcome", outcome.name()));
    }
}
