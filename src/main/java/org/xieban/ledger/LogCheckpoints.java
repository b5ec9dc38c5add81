package org.xieban.ledger;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.ledger.LogStore.Place;
import org.xieban.ledger.LogStore.Published;
import org.xieban.ledger.checkpoints.ActProof;
import org.xieban.ledger.checkpoints.Checkpoints;
import org.xieban.ledger.log.LogHash;
import org.xieban.ledger.log.MerkleTree;
import org.xieban.ledger.log.TiledHashes;
import org.xieban.signing.SignedNote;

/** Reads it from the tables of the log. */
@Component
class LogCheckpoints implements Checkpoints {

    private final JdbcClient jdbc;
    private final LogStore log;
    private final EntryStore entries;

    LogCheckpoints(JdbcClient jdbc, LogStore log, EntryStore entries) {
        this.jdbc = jdbc;
        this.log = log;
        this.entries = entries;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<String> firstOver(String caseNo, String act, String subjectId) {
        return entry(caseNo, act, subjectId)
                .flatMap(this::number)
                .flatMap(log::firstAfter)
                .map(SignedNote::toString);
    }

    @Override
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Optional<ActProof> proof(String caseNo, String act, String subjectId) {
        UUID id = entry(caseNo, act, subjectId).orElse(null);
        Evidence evidence = id == null ? null : entries.evidence(id).orElse(null);
        Long number = id == null ? null : number(id).orElse(null);
        Published latest = log.latest().orElse(null);
        if (evidence == null || number == null || latest == null) {
            return Optional.empty();
        }
        LogHash hash = log.identity().map(LogStore.Identity::hash).orElse(LogHash.SHA_256);
        List<String> proof = new MerkleTree(hash, new TiledHashes(hash, log))
                .inclusion(number, latest.checkpoint().size()).stream()
                        .map(Base64.getEncoder()::encodeToString)
                        .toList();
        return Optional.of(new ActProof(
                evidence.entry(),
                evidence.salt(),
                evidence.leaf(),
                number,
                proof,
                latest.note().toString()));
    }

    private Optional<UUID> entry(String caseNo, String act, String subjectId) {
        return jdbc.sql("""
                        select id from trace_entry
                         where case_no = :caseNo and act = :act and subject_id = :subject order by id limit 1""")
                .param("caseNo", caseNo)
                .param("act", act)
                .param("subject", subjectId)
                .query(UUID.class)
                .optional();
    }

    private Optional<Long> number(UUID id) {
        Place place = log.places(List.of(id)).get(id);
        return place == null ? Optional.empty() : Optional.ofNullable(place.number());
    }
}
