package org.xieban.casefile;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xieban.catalogue.ServiceItem;
import org.xieban.catalogue.ServiceItem.ApplicantKind;
import org.xieban.web.Refusal;

/** Judges who applies, and brings what was typed into the form in which it is kept. */
final class RegistrationCheck {

    private static final int LONGEST_REFERENCE = 100;

    private final LocalDate today;
    private final List<Refusal.FieldError> errors = new ArrayList<>();

    RegistrationCheck(LocalDate today) {
        this.today = today;
    }

    Applicant applicant(Applicant given, ServiceItem item) {
        if (!item.applicantKinds().contains(given.kind())) {
            error(
                    "applicant.kind",
                    "applicant.kindNotServed",
                    item.applicantKinds().stream().map(Enum::name).collect(Collectors.joining(", ")));
        }
        String idNumber = given.kind() == ApplicantKind.PERSON
                ? citizenNumber("applicant.idNumber", given.idNumber())
                : creditCode("applicant.idNumber", given.idNumber());
        return new Applicant(
                given.kind(), name("applicant.name", given.name()), idNumber, phone("applicant.phone", given.phone()));
    }

    @Nullable
    Agent agent(@Nullable Agent given) {
        return given == null
                ? null
                : new Agent(
                        name("agent.name", given.name()),
                        citizenNumber("agent.idNumber", given.idNumber()),
                        phone("agent.phone", given.phone()));
    }

    @Nullable
    String externalRef(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        String reference = given.strip();
        if (reference.length() > LONGEST_REFERENCE
                || reference.chars().anyMatch(c -> c < ' ' || c == '<' || c == '>')) {
            error("externalRef", "case.externalRefInvalid", LONGEST_REFERENCE);
        }
        return reference;
    }

    /** Adds what another judge found, below the given place. */
    void add(String below, Refusal refused) {
        for (Refusal.FieldError error : refused.errors()) {
            errors.add(new Refusal.FieldError(
                    error.field().isEmpty() ? below : below + "." + error.field(), error.code(), error.arguments()));
        }
    }

    void error(String field, String code, Object... arguments) {
        errors.add(new Refusal.FieldError(field, code, List.of(arguments)));
    }

    /** @throws Refusal {@code case.invalid} (422) naming every field at fault */
    void refuseIfAnything() {
        if (!errors.isEmpty()) {
            Refusal refusal = Refusal.rule("case.invalid");
            for (Refusal.FieldError error : errors) {
                refusal = refusal.at(
                        error.field(), error.code(), error.arguments().toArray());
            }
            throw refusal;
        }
    }

    /** Judges one field by itself, as it is typed; what cannot be judged alone is right. */
    void one(String field, String typed, ApplicantKind kind) {
        if (field.endsWith(".name")) {
            name(field, typed);
        } else if (field.endsWith(".phone")) {
            phone(field, typed);
        } else if (field.equals("agent.idNumber") || kind == ApplicantKind.PERSON) {
            citizenNumber(field, typed);
        } else {
            creditCode(field, typed);
        }
    }

    List<Refusal.FieldError> errors() {
        return List.copyOf(errors);
    }

    private String name(String field, String typed) {
        String name = Names.name(typed);
        if (name.isEmpty()) {
            error(field, "value.missing");
        } else if (!Names.isName(name)) {
            error(field, "applicant.nameInvalid");
        }
        return name;
    }

    private String citizenNumber(String field, String typed) {
        return number(field, typed, text -> CitizenNumber.of(text, today).value());
    }

    private String creditCode(String field, String typed) {
        return number(field, typed, text -> CreditCode.of(text).value());
    }

    private String phone(String field, String typed) {
        return number(field, typed, text -> Phone.of(text).value());
    }

    private String number(String field, String typed, UnaryOperator<String> reading) {
        if (typed.isBlank()) {
            error(field, "value.missing");
            return "";
        }
        try {
            return reading.apply(typed);
        } catch (Refusal refused) {
            error(field, refused.code());
            return "";
        }
    }
}
