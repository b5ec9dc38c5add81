package org.xieban.ledger;

import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.trace.Act;
import org.xieban.trace.Recorded;

/** Appends each act to the record, in the transaction that did it: one statement, no look-up, no lock. */
@Component
class Keeper {

    private static final String APPEND = """
            with entry as (
                insert into trace_entry (id, at, act, actor_id, actor_name, department, subject_kind, subject_id,
                                         case_no, step, address, entry, salt, leaf)
                values (:id, :at, :act, :actorId, :actorName, :department, :subjectKind, :subjectId,
                        :caseNo, :step, :address, :entry, :salt, :leaf)
                returning id)
            insert into trace_sequence (entry_id) select id from entry
            """;

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();
    private final EntryId ids = new EntryId(random);

    Keeper(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(Recorded recorded) {
        Act act = recorded.act();
        UUID id = ids.next(recorded.at());
        String entry = CanonicalEntry.of(id, recorded);
        byte[] salt = new byte[Leaf.SALT_LENGTH];
        random.nextBytes(salt);
        jdbc.sql(APPEND)
                .param("id", id)
                .param("at", recorded.at().atOffset(ZoneOffset.UTC))
                .param("act", SafeText.searchable(act.name()))
                .param("actorId", SafeText.searchable(recorded.actor().id()))
                .param("actorName", SafeText.searchable(recorded.actor().name()))
                .param("department", SafeText.searchableOrNull(recorded.actor().department()))
                .param("subjectKind", SafeText.searchable(act.subjectKind()))
                .param("subjectId", SafeText.searchable(act.subjectId()))
                .param("caseNo", SafeText.searchableOrNull(act.caseNo()))
                .param("step", SafeText.searchableOrNull(act.step()))
                .param("address", SafeText.searchableOrNull(recorded.address()))
                .param("entry", entry)
                .param("salt", salt)
                .param("leaf", Leaf.of(salt, entry))
                .update();
    }
}
