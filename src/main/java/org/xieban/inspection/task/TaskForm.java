package org.xieban.inspection.task;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.Masking;
import org.xieban.inspection.Typed;
import org.xieban.inspection.register.CreditClass;
import org.xieban.inspection.register.RegisterFilter;
import org.xieban.web.Refusal;

/**
 * A task as it was typed.
 *
 * @param objects credit codes, separated by white space; where none are given, the filter chooses
 * @param informant as somebody typed it: nothing but the covered name leaves this class
 */
record TaskForm(
        InspectionTask.@Nullable Kind kind,
        @Nullable String title,
        @Nullable List<String> items,
        @Nullable String objects,
        @Nullable String q,
        @Nullable String trade,
        @Nullable CreditClass creditClass,
        @Nullable String region,
        @Nullable String source,
        @Nullable String sourceNo,
        @Nullable String alleged,
        @Nullable String informant,
        @Nullable String phone,
        @Nullable Integer inspectorsEach,
        @Nullable List<String> named,
        @Nullable String begins,
        @Nullable String ends,
        @Nullable String why,
        @Nullable String beyondCap) {

    TaskForm {
        items = Typed.given(items);
        named = Typed.given(named);
    }

    /** One with what is usual. */
    static TaskForm usual(LocalDate today) {
        LocalDate inAMonth = today.plusMonths(1);
        return of(new InspectionTask.Terms(
                InspectionTask.Kind.COMPLAINT,
                "",
                List.of(),
                List.of(),
                InspectionTask.Origin.NONE,
                InspectionTaskRules.LEAST_INSPECTORS,
                List.of(),
                today,
                inAMonth.getYear() == today.getYear() ? inAMonth : LocalDate.of(today.getYear(), 12, 31),
                "",
                ""));
    }

    static TaskForm of(InspectionTask.Terms terms) {
        return new TaskForm(
                terms.kind(),
                terms.title(),
                terms.items(),
                String.join("\n", terms.objects()),
                "",
                "",
                null,
                "",
                terms.origin().source(),
                terms.origin().number(),
                terms.origin().alleged(),
                terms.origin().informant(),
                terms.origin().phone(),
                terms.inspectorsEach(),
                terms.named(),
                terms.begins().toString(),
                terms.ends().toString(),
                terms.why(),
                terms.beyondCap());
    }

    /** What chooses the objects; null where they are named. */
    @Nullable
    RegisterFilter filter() {
        return Typed.words(objects).isEmpty() ? new RegisterFilter(q, trade, creditClass, region, null) : null;
    }

    /**
     * What was meant.
     *
     * @param fixed its kind where that cannot be changed any more
     * @param chosen codes of the objects that the filter chose
     * @throws Refusal {@code task.invalid} (422) where something is no day
     */
    InspectionTask.Terms read(InspectionTask.@Nullable Kind fixed, List<String> chosen) {
        LocalDate from = Typed.day(begins);
        LocalDate until = Typed.day(ends);
        if (from == null || until == null) {
            throw Refusal.rule("task.invalid").at("begins", "plan.period");
        }
        InspectionTask.Kind of = fixed != null ? fixed : kind == null ? InspectionTask.Kind.CAMPAIGN : kind;
        return new InspectionTask.Terms(
                of,
                Typed.text(title),
                Typed.given(items),
                filter() == null
                        ? Typed.words(objects).stream().map(String::toUpperCase).collect(Collectors.toList())
                        : chosen,
                of.hasOrigin()
                        ? new InspectionTask.Origin(
                                Typed.text(source),
                                Typed.text(sourceNo),
                                Masking.inText(Typed.text(alleged)),
                                Masking.name(Typed.text(informant)),
                                Masking.phone(Typed.text(phone)))
                        : InspectionTask.Origin.NONE,
                inspectorsEach == null ? 0 : inspectorsEach,
                Typed.given(named),
                from,
                until,
                Typed.text(why),
                Typed.text(beyondCap));
    }

    /** Without what must not come back to a page. */
    TaskForm covered() {
        return new TaskForm(
                kind,
                title,
                items,
                objects,
                q,
                trade,
                creditClass,
                region,
                source,
                sourceNo,
                Masking.inText(Typed.text(alleged)),
                Masking.name(Typed.text(informant)),
                Masking.phone(Typed.text(phone)),
                inspectorsEach,
                named,
                begins,
                ends,
                why,
                beyondCap);
    }
}
