package org.xieban.catalogue;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service item (事项): one thing that people apply for, with everything they and the organ must know of it. Its fields
 * are those of the implementation list (实施清单, GB/T 39554); the same names stand in the item files, in the stored
 * versions and in the editing form.
 *
 * @param code short name for machines and addresses, never changed
 * @param implementationCode the 31 characters of GB/T 39554.2; provinces deviate, so its shape is not enforced
 * @param weight how high the decision is taken, unless a scale says otherwise
 * @param examinerMayDecide whether who examined a case of it may also decide it; elsewhere nobody does both
 * @param statutoryTerm what the law allows the organ
 * @param promisedTerm what the organ promises, never longer
 * @param materials in the order in which they are asked for
 * @param specialProcedures those that the item may need and that may stop its clocks (行政许可法 45)
 * @param processKey id of the process that handles it
 * @param formKey id of the form of its application
 */
public record ServiceItem(
        String code,
        String implementationCode,
        String name,
        ServiceItem.Kind kind,
        CaseKind caseKind,
        Weight weight,
        boolean examinerMayDecide,
        Organ organ,
        List<CoDepartment> coDepartments,
        List<LegalBasis> legalBasis,
        Term statutoryTerm,
        Term promisedTerm,
        List<ApplicantKind> applicantKinds,
        List<String> conditions,
        List<Material> materials,
        List<Step> procedure,
        List<SpecialProcedure> specialProcedures,
        Fee fee,
        Service service,
        Result result,
        List<Scale> scales,
        String processKey,
        String formKey,
        InForce inForce) {

    public ServiceItem {
        coDepartments = List.copyOf(coDepartments);
        legalBasis = List.copyOf(legalBasis);
        // who may apply and what may be needed are sets: their order must not make a version
        applicantKinds = applicantKinds.stream().sorted().toList();
        conditions = List.copyOf(conditions);
        materials = List.copyOf(materials);
        procedure = List.copyOf(procedure);
        specialProcedures = specialProcedures.stream().sorted().toList();
        scales = List.copyOf(scales);
    }

    /** Whether only departments ask for it, of each other (政府内部事项): no list that others see has it. */
    public boolean internal() {
        return applicantKinds.equals(List.of(ApplicantKind.DEPARTMENT));
    }

    /** How many materials another department or the library of e-licences may provide. */
    public long sharedMaterials() {
        return materials.stream().filter(Material::shared).count();
    }

    /** The kinds of GB/T 39554 that are handled on application; penalties, inspections and the like are not. */
    public enum Kind {
        /** 01 行政许可. */
        LICENCE,
        /** 05 行政给付. */
        PAYMENT,
        /** 07 行政确认. */
        CONFIRMATION,
        /** 08 行政奖励. */
        REWARD,
        /** 09 行政裁决. */
        RULING,
        /** 10 其他行政权力. */
        OTHER,
        /** 20 公共服务. */
        PUBLIC_SERVICE
    }

    /** Whether it is decided at once (行政许可法 34) or within a promised term. */
    public enum CaseKind {
        /** 即办件. */
        ON_THE_SPOT,
        /** 承诺件. */
        COMMITMENT
    }

    /** How high a decision is taken. */
    public enum Weight {
        /** The approver. */
        ORDINARY,
        /** The leader in charge. */
        IMPORTANT,
        /** The leaders together. */
        MAJOR
    }

    /** Who may apply. */
    public enum ApplicantKind {
        PERSON,
        ORGANISATION,
        DEPARTMENT
    }

    /** Procedures that law allows beside the ordinary one; the names are those of the pauses of a clock. */
    public enum SpecialProcedure {
        HEARING,
        EXPERT_REVIEW,
        TENDER,
        AUCTION,
        TESTING,
        INSPECTION,
        QUARANTINE,
        APPRAISAL,
        SITE_CHECK,
        ANNOUNCEMENT,
        PAYMENT
    }

    /**
     * Who decides.
     *
     * @param department code of the department that decides
     * @param level at which level of government
     * @param powerSource by what right
     * @param entrustedBy name of the organ whose power it is, where it is entrusted or concentrated
     * @param window code of the department whose window takes the application
     */
    public record Organ(
            String department,
            Level level,
            PowerSource powerSource,
            @Nullable String entrustedBy,
            String window) {

        /** Level at which the power is used (行使层级). */
        public enum Level {
            CITY,
            COUNTY,
            TOWN
        }

        /** Source of the power (权力来源). */
        public enum PowerSource {
            /** The law names this organ. */
            STATUTORY,
            /** Powers of several organs were given to this one (行政许可法 25). */
            CONCENTRATED,
            /** Another organ entrusted it (行政许可法 24). */
            ENTRUSTED
        }
    }

    /** A department that is asked for its advice, and on what. */
    public record CoDepartment(String department, String matter) {}

    /**
     * A law and its article.
     *
     * @param gist what it says, in short; null where the article is enough
     */
    public record LegalBasis(
            String law, String article, @Nullable String gist) {}

    /** One step of the procedure, as the applicant is told. */
    public record Step(String name, String text) {}

    /**
     * What it costs the applicant.
     *
     * @param standard how much, for what; null where nothing is charged
     * @param legalBasis what sets it; null where nothing is charged
     */
    public record Fee(
            boolean charged,
            @Nullable String standard,
            @Nullable String legalBasis) {}

    /**
     * Where and how it is applied for.
     *
     * @param visits how often the applicant must come in person, at most
     */
    public record Service(
            String place, String hours, String consult, String complaint, List<Channel> channels, int visits) {

        public Service {
            channels = channels.stream().sorted().toList();
        }

        /** Ways to apply. */
        public enum Channel {
            WINDOW,
            ONLINE,
            MOBILE,
            SELF_SERVICE
        }
    }

    /**
     * What the applicant receives.
     *
     * @param licence kind of the e-licence (电子证照) that is issued with it, as materials name it; null for none
     * @param validity how long it is valid; null for as long as nothing changes
     */
    public record Result(
            String name,
            Result.Kind kind,
            @Nullable String licence,
            @Nullable Validity validity) {

        /** Kinds of results. */
        public enum Kind {
            /** A licence or certificate (证照). */
            LICENCE,
            /** A written approval (批文). */
            APPROVAL,
            /** A certificate of a fact (证明). */
            CERTIFICATE,
            /** Money (资金). */
            PAYMENT,
            /** An entry in a register (登记). */
            REGISTRATION
        }
    }

    /** How long a result is valid. */
    public record Validity(int amount, Unit unit) {

        /** The last day: that before the same day so many years or months later. */
        public LocalDate lastDay(LocalDate from) {
            return switch (unit) {
                case MONTH -> from.plusMonths(amount).minusDays(1);
                case YEAR -> from.plusYears(amount).minusDays(1);
            };
        }

        /** What it counts. */
        public enum Unit {
            MONTH,
            YEAR
        }
    }

    /** A size of what is applied for that changes how it is handled. */
    public record Scale(String code, String name, Weight weight) {}

    /**
     * From when until when applications are taken.
     *
     * @param until the last day, null while there is no end
     */
    public record InForce(LocalDate from, @Nullable LocalDate until) {

        /** Whether applications are taken on that day. */
        public boolean on(LocalDate day) {
            return !day.isBefore(from) && (until == null || !day.isAfter(until));
        }
    }
}
