package org.xieban.ledger;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.ledger.LogStore.Place;
import org.xieban.ledger.LogStore.Published;
import org.xieban.ledger.log.LogHash;
import org.xieban.ledger.log.MerkleTree;
import org.xieban.ledger.log.TiledHashes;
import org.xieban.web.Refusal;

/** What proves that the acts of a case stand in the public log (存证回执). */
@Service
class LogReceipts {

    private final CaseTimeline timeline;
    private final LogStore store;

    LogReceipts(CaseTimeline timeline, LogStore store) {
        this.timeline = timeline;
        this.store = store;
    }

    /**
     * A receipt.
     *
     * @param checkpoint the signed note that the proofs lead to, null as long as nothing stands in the log
     */
    record Receipt(@Nullable String checkpoint, List<Item> entries) {}

    /**
     * The proof of one act.
     *
     * @param index its place in the log, null as long as it is pending
     * @param leaf base64 of the log's entry
     * @param proof base64 of the hashes from the leaf to the root (RFC 9162 §2.1.3)
     * @param pending whether it has no place yet, which takes seconds
     */
    record Item(@Nullable Long index, String leaf, List<String> proof, boolean pending) {}

    /**
     * The receipt of all acts of a case that the officer may know of, oldest first.
     *
     * @throws Refusal {@code case.unknown} (404) where he may not see it or there is none
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Receipt of(String caseNo) {
        List<UUID> entries =
                timeline.known(caseNo).entries().stream().map(TraceEntry::id).toList();
        Map<UUID, Place> places = store.places(entries);
        Published latest = store.latest().orElse(null);
        long size = latest == null ? 0 : latest.checkpoint().size();
        LogHash hash = store.identity().map(LogStore.Identity::hash).orElse(LogHash.SHA_256);
        MerkleTree tree = new MerkleTree(hash, new TiledHashes(hash, store));
        return new Receipt(
                latest == null ? null : latest.note().toString(),
                entries.stream().map(id -> item(places.get(id), size, tree)).toList());
    }

    private static Item item(@Nullable Place place, long size, MerkleTree tree) {
        if (place == null) {
            throw new IllegalStateException("an entry that nobody is going to sequence");
        }
        Base64.Encoder base64 = Base64.getEncoder();
        String leaf = base64.encodeToString(place.leaf());
        Long number = place.number();
        return number == null
                ? new Item(null, leaf, List.of(), true)
                : new Item(
                        number,
                        leaf,
                        tree.inclusion(number, size).stream()
                                .map(base64::encodeToString)
                                .toList(),
                        false);
    }

    @RestController
    static class Api {

        private final LogReceipts receipts;

        Api(LogReceipts receipts) {
            this.receipts = receipts;
        }

        @GetMapping("/api/v1/cases/{caseNo}/receipt")
        Receipt receipt(@PathVariable String caseNo) {
            return receipts.of(caseNo);
        }
    }
}
