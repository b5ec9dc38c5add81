package org.xieban.emergency.outreach;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.SqlConditions;
import org.xieban.emergency.outreach.Recipient.Channel;

/** How what was told in a case stands with those who were told. */
@Component
@Transactional(readOnly = true)
public class SentMessages {

    /** More recipients no message has. */
    private static final int MOST = 500;

    private final OutreachStore store;

    SentMessages(OutreachStore store) {
        this.store = store;
    }

    /**
     * A message on its way to one recipient.
     *
     * @param stateKey message key of how far it has come
     * @param style class by which that is drawn
     */
    public record Sent(
            String recipient,
            Channel channel,
            String stateKey,
            String style,
            @Nullable Instant sentAt,
            @Nullable Instant acknowledgedAt) {}

    /** Those of a case, the last first; whether the asker may see it is for the caller. */
    public List<Sent> of(String caseNo) {
        SqlConditions conditions = new SqlConditions();
        conditions.add("m.case_no = :caseNo", "caseNo", caseNo);
        return store.list(conditions, null, MOST).stream()
                .map(each -> new Sent(
                        each.name(),
                        each.channel(),
                        each.state().textKey(),
                        each.state().style(),
                        each.sentAt(),
                        each.acknowledgedAt()))
                .toList();
    }
}
