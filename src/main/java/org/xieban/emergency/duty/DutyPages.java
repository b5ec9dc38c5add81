package org.xieban.emergency.duty;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.Phone;
import org.xieban.directory.NamesDepartments;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.SignedInOfficer;
import org.xieban.emergency.EmergencyAccess;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Attachment;
import org.xieban.web.Csv;
import org.xieban.web.FilterInput;
import org.xieban.web.Flash;
import org.xieban.web.Refusal;

/** The rosters by the week, who is on duty now, and handing over. */
@Controller
@NamesDepartments
@RequestMapping("/emergency/duty")
@PreAuthorize(EmergencyAccess.READERS)
class DutyPages {

    private static final int WEEK = 7;

    private final ShiftStore store;
    private final DutyRoster roster;
    private final Handovers handovers;
    private final RollCalls rollCalls;
    private final Officers officers;
    private final Trace trace;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DutyPages(
            ShiftStore store,
            DutyRoster roster,
            Handovers handovers,
            RollCalls rollCalls,
            Officers officers,
            Trace trace,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.roster = roster;
        this.handovers = handovers;
        this.rollCalls = rollCalls;
        this.officers = officers;
        this.trace = trace;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A department now; without a shift, nobody is on duty. */
    record Now(
            String department,
            @Nullable Shift shift,
            @Nullable String phone) {}

    /** A day of the week, with the shifts that begin in it, the first day's also those that began before. */
    record Day(LocalDate date, boolean today, List<Shift> shifts) {}

    @ModelAttribute("zone")
    ZoneId zone() {
        return OfficialTime.ZONE;
    }

    @GetMapping
    String week(
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate day,
            Model model) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        String chosen =
                Objects.requireNonNullElse(FilterInput.code("department", department), officer.departmentCode());
        LocalDate today = OfficialTime.today(clock);
        LocalDate monday = Objects.requireNonNullElse(FilterInput.day("day", day), today)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        Instant from = OfficialTime.startOf(monday);
        Instant until = OfficialTime.endOf(monday.plusDays(WEEK - 1));
        List<Shift> shifts = store.within(chosen, from, until);
        List<Now> now = now(officer);
        List<Handover> handedOver = handovers.of(chosen);
        boolean own = chosen.equals(officer.departmentCode());
        model.addAttribute("chosen", chosen);
        model.addAttribute("monday", monday);
        model.addAttribute("days", days(monday, today, shifts));
        model.addAttribute("coverage", shifts.isEmpty() ? null : Coverage.of(shifts, from, until));
        model.addAttribute("now", now);
        model.addAttribute("moment", clock.instant());
        model.addAttribute("phones", phones(shifts, officer));
        model.addAttribute("handovers", handedOver);
        model.addAttribute("mayWrite", own && EmergencyAccess.mayKeep(officer));
        model.addAttribute("mayGive", own && handovers.toGive(officer).isPresent());
        model.addAttribute(
                "toTake",
                handedOver.stream()
                        .filter(each -> handovers.mayTake(officer, each))
                        .map(Handover::id)
                        .toList());
        model.addAttribute("calls", rollCalls.waitingFor(officer.login()));
        model.addAttribute(
                "people",
                names(Stream.concat(
                        Stream.concat(
                                        shifts.stream(),
                                        now.stream().map(Now::shift).filter(Objects::nonNull))
                                .flatMap(shift -> Stream.of(shift.officer(), shift.leader())),
                        handedOver.stream()
                                .flatMap(each -> Stream.of(each.givenBy(), String.valueOf(each.takenBy()))))));
        return "emergency/duty";
    }

    private List<Now> now(SignedInOfficer officer) {
        Instant moment = clock.instant();
        return store.departments(moment.minus(RollCalls.ROSTER_KEPT)).stream()
                .map(each -> {
                    Shift shift = roster.onDuty(each, moment).orElse(null);
                    return new Now(each, shift, shift == null ? null : phone(shift, officer));
                })
                .toList();
    }

    private static List<Day> days(LocalDate monday, LocalDate today, List<Shift> shifts) {
        List<Day> days = new ArrayList<>();
        for (int i = 0; i < WEEK; i++) {
            LocalDate date = monday.plusDays(i);
            boolean first = i == 0;
            days.add(new Day(
                    date,
                    date.equals(today),
                    shifts.stream()
                            .filter(shift -> {
                                LocalDate begins = OfficialTime.dayOf(shift.from());
                                return begins.equals(date) || (first && begins.isBefore(date));
                            })
                            .toList()));
        }
        return days;
    }

    private Map<Long, String> phones(List<Shift> shifts, SignedInOfficer officer) {
        Map<Long, String> phones = new LinkedHashMap<>();
        shifts.forEach(shift -> phones.put(shift.id(), phone(shift, officer)));
        return phones;
    }

    /** An office's telephone whole; a mobile one, which is a person's, to others while it is needed: during the shift. */
    private String phone(Shift shift, SignedInOfficer officer) {
        Phone phone = Phone.of(shift.phone());
        boolean needed = shift.covers(clock.instant()) || shift.department().equals(officer.departmentCode());
        return needed || !phone.mobile() ? phone.value() : phone.masked();
    }

    private Map<String, String> names(Stream<String> logins) {
        return officers.findAll(logins.distinct().toList()).stream()
                .collect(Collectors.toMap(Officer::login, Officer::name));
    }

    /** A week of the own department's roster, in the columns in which it is imported. */
    @GetMapping("/roster.csv")
    ResponseEntity<byte[]> export(
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate day) {
        String department = CaseAccess.requireOfficer().departmentCode();
        LocalDate monday = Objects.requireNonNullElse(FilterInput.day("day", day), OfficialTime.today(clock))
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        List<Shift> shifts =
                store.within(department, OfficialTime.startOf(monday), OfficialTime.endOf(monday.plusDays(WEEK - 1)));
        transaction.executeWithoutResult(status -> trace.record(Act.of("duty.exported", "duty", department)
                .with("week", monday.toString())
                .with("rows", shifts.size())));
        Csv csv = new Csv().line(ShiftTable.COLUMNS);
        shifts.forEach(shift -> csv.line(ShiftTable.write(shift)));
        return Attachment.of("roster-" + monday + ".csv", Attachment.CSV, csv.toString());
    }

    @PostMapping("/handovers")
    String give(@RequestParam(defaultValue = "") String notes, RedirectAttributes flash) {
        return done(flash, "emergency.duty.given", () -> handovers.give(notes));
    }

    @PostMapping("/handovers/{id}/take")
    String take(@PathVariable long id, @RequestParam(defaultValue = "") String remark, RedirectAttributes flash) {
        return done(flash, "emergency.duty.taken", () -> handovers.take(id, remark));
    }

    private static String done(RedirectAttributes flash, String said, Runnable work) {
        try {
            work.run();
            flash.addFlashAttribute("message", said);
        } catch (Refusal refused) {
            Flash.refused(flash, refused);
        }
        return "redirect:/emergency/duty";
    }
}
