package org.xieban.emergency.event;

import io.swagger.v3.oas.annotations.Operation;
import java.math.BigDecimal;
import java.net.URI;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.casefile.CaseAccess;
import org.xieban.monitoring.indicator.MonitoringAccess;
import org.xieban.monitoring.sender.Senders;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Refusal;

/** Reports of events from other systems: each with an account of its own, as readings are. */
@RestController
@RequestMapping("/api/v1/events")
@PreAuthorize(MonitoringAccess.KEEPERS)
class IntakeApi {

    private static final int LONGEST_ID = 60;

    private final EventReports reports;
    private final EventSettings settings;
    private final Senders senders;

    IntakeApi(EventReports reports, EventSettings settings, Senders senders) {
        this.reports = reports;
        this.settings = settings;
        this.senders = senders;
        // what is set wrong is found when the product starts, not when something has happened
        senders.all().forEach(each -> each.events().forEach(EventKind::valueOf));
    }

    /**
     * A report as another system sends it.
     *
     * @param id the sender's own key: the same again is the same event
     */
    record Call(
            @Nullable String id,
            @Nullable EventKind kind,
            @Nullable String title,
            @Nullable String region,
            @Nullable String place,
            @Nullable BigDecimal longitude,
            @Nullable BigDecimal latitude,
            @Nullable OffsetDateTime occurredAt,
            @Nullable String said,
            @Nullable Boolean drill,
            @Nullable Hurt harm) {}

    /** The harm so far as the sender knows it. */
    record Hurt(
            @Nullable Integer dead,
            @Nullable Integer missing,
            @Nullable Integer seriouslyInjured,
            @Nullable Integer injured,
            @Nullable Integer evacuated,
            @Nullable BigDecimal lossYuan,
            @Nullable BigDecimal areaKm2,
            @Nullable Boolean sensitive) {}

    /** What became of a report. */
    record Answer(String caseNo, boolean repeated) {}

    /** Takes one in: 201 for a new event, 200 for one that is there. */
    @PostMapping
    @Operation(summary = "Reports an event")
    ResponseEntity<Answer> report(@RequestBody Call call) {
        String id = call.id() == null ? "" : call.id().strip();
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            throw Refusal.rule("event.invalid").at("id", "event.id", LONGEST_ID);
        }
        EventReports.Report report = form(call).read();
        if (senders.signedIn()
                .filter(sender -> !sender.events().contains(report.kind().name()))
                .isPresent()) {
            throw Refusal.forbidden("sender.kind");
        }
        String key = CaseAccess.requireOfficer().login() + "/" + id;
        EventReports.Received received =
                reports.take(settings.lead(), new EventReports.From(Event.Source.SYSTEM, key, key), report);
        Answer answer = new Answer(received.caseNo(), received.repeated());
        return received.repeated()
                ? ResponseEntity.ok(answer)
                : ResponseEntity.created(URI.create("/api/v1/cases/" + answer.caseNo()))
                        .body(answer);
    }

    private static IntakeForm form(Call call) {
        Hurt harm = call.harm() == null ? new Hurt(null, null, null, null, null, null, null, null) : call.harm();
        return new IntakeForm(
                call.kind(),
                call.title(),
                call.region(),
                call.place(),
                call.longitude(),
                call.latitude(),
                call.occurredAt() == null
                        ? null
                        : call.occurredAt().atZoneSameInstant(OfficialTime.ZONE).toLocalDateTime(),
                call.said(),
                null,
                Event.Source.SYSTEM,
                harm.dead(),
                harm.missing(),
                harm.seriouslyInjured(),
                harm.injured(),
                harm.evacuated(),
                harm.lossYuan(),
                harm.areaKm2(),
                harm.sensitive(),
                call.drill(),
                null);
    }
}
