package org.xieban.inspection.register;

import java.time.LocalDate;
import java.util.List;

/**
 * An officer who inspects (执法检查人员).
 *
 * @param login of the officer
 * @param name as the directory has it
 * @param department that he inspects for
 * @param certificate number of his certificate of enforcement (行政执法证)
 * @param validUntil its last day
 * @param trades divisions of GB/T 4754-2017 in which he is qualified
 * @param available false while he cannot be sent
 * @param recusals objects that he must not visit (行政处罚法 43)
 * @param version grows with each change; 0 of one that is new
 */
public record Inspector(
        String login,
        String name,
        String department,
        String certificate,
        LocalDate validUntil,
        List<String> trades,
        boolean available,
        List<Recusal> recusals,
        int version)
        implements RegisterEntry {

    /** An object, and the relation to it that forbids a visit. */
    public record Recusal(String creditCode, String relation) {}

    public Inspector {
        trades = trades.stream().sorted().distinct().toList();
        recusals = List.copyOf(recusals);
    }

    @Override
    public String key() {
        return login;
    }

    /** Whether he may be drawn for visits that begin on a day. */
    public boolean maySetOut(LocalDate day) {
        return available && !validUntil.isBefore(day);
    }
}
