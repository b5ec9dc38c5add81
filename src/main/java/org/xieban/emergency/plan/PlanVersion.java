package org.xieban.emergency.plan;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.emergency.event.EventKind;
import org.xieban.emergency.event.Grade;

/**
 * A version of the plan for a kind of event and a level of response.
 *
 * @param no from 1, of that kind and level
 * @param department that answers for it
 * @param drafters logins of all who worked on it
 * @param revision grows with each change of a draft
 * @param issuedBy who put it into force; null for a draft
 */
public record PlanVersion(
        EventKind kind,
        Grade level,
        int no,
        State state,
        String department,
        PlanContent content,
        List<String> drafters,
        Instant draftedAt,
        int revision,
        @Nullable String issuedBy,
        @Nullable Instant issuedAt) {

    /** How it stands. */
    public enum State {
        DRAFT,
        IN_FORCE,
        /** A later version is in force. */
        REPLACED;

        public String textKey() {
            return "emergency.plan.state." + name();
        }
    }

    public String title() {
        return content.title();
    }

    /** When the response starts, in words. */
    public String conditions() {
        return content.conditions();
    }

    public List<PlanContent.Item> checklist() {
        return content.checklist();
    }

    public List<PlanContent.PlannedOrder> orders() {
        return content.orders();
    }

    /** Codes of whom to call. */
    public List<String> contacts() {
        return content.contacts();
    }

    public List<PlanContent.Need> resources() {
        return content.resources();
    }
}
