package org.xieban.emergency.outreach;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
     * @param failed whether it was given up, or the last attempt failed
     */
    public record Sent(
            String recipient,
            Channel channel,
            String stateKey,
            String style,
            boolean failed,
            @Nullable Instant sentAt,
            @Nullable Instant acknowledgedAt) {}

    /** Those of a case, the last first; whether the asker may see it is for the caller. */
    public List<Sent> of(String caseNo) {
        SqlConditions conditions = new SqlConditions();
        conditions.add("m.case_no = :caseNo", "caseNo", caseNo);
        return store.list(conditions, null, MOST).stream()
                .map(SentMessages::sent)
                .toList();
    }

    /** Those of these numbers, by number; whether the asker may see them is for the caller. */
    public Map<Long, Sent> byNumber(Collection<Long> numbers) {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        SqlConditions conditions = new SqlConditions();
        conditions.add("d.id = any(:numbers)", "numbers", numbers.toArray(Long[]::new));
        return store.list(conditions, null, numbers.size()).stream()
                .collect(Collectors.toMap(Delivery::id, SentMessages::sent));
    }

    private static Sent sent(Delivery delivery) {
        return new Sent(
                delivery.name(),
                delivery.channel(),
                delivery.state().textKey(),
                delivery.state().style(),
                delivery.failure() != null,
                delivery.sentAt(),
                delivery.acknowledgedAt());
    }
}
