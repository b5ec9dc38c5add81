package org.xieban.inspection.task;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Visits that somebody asks for beside the plans. Each is a case, approved in a process of its own; its number is that
 * of the case.
 *
 * @param lead code of the department that asks for them and rolls up their results (主办)
 * @param departments those whose items it has, the lead among them, ascending: all go together once (综合查一次)
 * @param proposedBy login
 */
record InspectionTask(
        String caseNo,
        String lead,
        List<String> departments,
        Terms terms,
        State state,
        String proposedBy,
        Instant proposedAt) {

    /** Why it is not drawn. */
    public enum Kind {
        /** All of a kind of objects (专项检查). */
        CAMPAIGN,
        /** Somebody reported something (举报、投诉). */
        COMPLAINT,
        /** Another organ, or a superior one, handed it over (转办、交办). */
        TRANSFERRED;

        public String textKey() {
            return "inspection.task.kind." + name();
        }

        /** Whether there is somebody who says that something is wrong. */
        public boolean hasOrigin() {
            return this != CAMPAIGN;
        }
    }

    /** How it stands. */
    public enum State {
        /** Under way to its approval. */
        OPEN,
        /** To be changed. */
        RETURNED,
        REJECTED,
        WITHDRAWN,
        /** Approved: its visits are planned. */
        PLANNED;

        public String textKey() {
            return "inspection.task.state." + name();
        }
    }

    /**
     * Where it comes from; empty texts of a campaign.
     *
     * @param source platform or organ
     * @param number under which it has it, by which the informant is found there
     * @param alleged what is said to be wrong; numbers of persons in it are covered
     * @param informant covered already: whoever inspects does not learn who reported (举报人信息保密)
     * @param phone his, covered
     */
    public record Origin(String source, String number, String alleged, String informant, String phone) {

        static final Origin NONE = new Origin("", "", "", "", "");
    }

    /**
     * What is asked for.
     *
     * @param items codes of the list, ascending; whose they are takes part
     * @param objects credit codes, ascending
     * @param inspectorsEach inspectors of each department to a visit (行政处罚法 42: at least two)
     * @param named logins of those who go, ascending; where none of a department is named, its people are drawn
     * @param begins first day on which objects are visited
     * @param ends the last
     * @param beyondCap why it must be although the object has been visited as often as it may this year; mostly empty
     */
    public record Terms(
            Kind kind,
            String title,
            List<String> items,
            List<String> objects,
            Origin origin,
            int inspectorsEach,
            List<String> named,
            LocalDate begins,
            LocalDate ends,
            String why,
            String beyondCap) {

        public Terms {
            items = items.stream().sorted().distinct().toList();
            objects = objects.stream().sorted().distinct().toList();
            named = named.stream().sorted().distinct().toList();
        }

        /** The year whose caps its visits count to. */
        public int year() {
            return begins.getYear();
        }
    }

    public InspectionTask {
        departments = List.copyOf(departments);
    }

    /** Those that take part beside the lead. */
    public List<String> joining() {
        return departments.stream().filter(each -> !each.equals(lead)).toList();
    }
}
