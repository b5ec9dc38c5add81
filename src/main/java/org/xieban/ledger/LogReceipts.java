package org.xieban.ledger;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.ledger.LogStore.Place;
import org.xieban.ledger.LogStore.Published;
import org.xieban.ledger.log.LogHash;
import org.xieban.ledger.log.MerkleTree;
import org.xieban.ledger.log.TiledHashes;
import org.xieban.web.Refusal;

/** Makes the receipts of cases. */
@Service
class LogReceipts {

    private final CaseTimeline timeline;
    private final LogStore store;

    LogReceipts(CaseTimeline timeline, LogStore store) {
        this.timeline = timeline;
        this.store = store;
    }

    /**
     * The receipt of all acts of a case that the officer may know of, oldest first.
     *
     * @throws Refusal {@code case.unknown} (404) where he may not see it or there is none
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public InclusionReceipt of(String caseNo) {
        List<UUID> entries =
                timeline.known(caseNo).entries().stream().map(TraceEntry::id).toList();
        Map<UUID, Place> places = store.places(entries);
        Published latest = store.latest().orElse(null);
        long size = latest == null ? 0 : latest.checkpoint().size();
        LogHash hash = store.identity().map(LogStore.Identity::hash).orElse(LogHash.SHA_256);
        MerkleTree tree = new MerkleTree(hash, new TiledHashes(hash, store));
        return new InclusionReceipt(
                latest == null ? null : latest.note().toString(),
                entries.stream().map(id -> item(places.get(id), size, tree)).toList());
    }

    private static InclusionReceipt.Item item(@Nullable Place place, long size, MerkleTree tree) {
        if (place == null) {
            throw new IllegalStateException("an entry that nobody is going to sequence");
        }
        Base64.Encoder base64 = Base64.getEncoder();
        String leaf = base64.encodeToString(place.leaf());
        Long number = place.number();
        return number == null
                ? new InclusionReceipt.Item(null, leaf, List.of(), true)
                : new InclusionReceipt.Item(
                        number,
                        leaf,
                        tree.inclusion(number, size).stream()
                                .map(base64::encodeToString)
                                .toList(),
                        false);
    }
}
