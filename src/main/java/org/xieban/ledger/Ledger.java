package org.xieban.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;

/** Reads the record. Whoever looks into the whole of it is recorded too. */
@Service
public class Ledger {

    private static final String AUDIT = "hasRole('AUDIT_ADMINISTRATOR')";
    private static final int BATCH = 1_000;

    private final EntryStore store;
    private final Trace trace;

    Ledger(EntryStore store, Trace trace) {
        this.store = store;
        this.trace = trace;
    }

    /** The whole record of a case, oldest first. Whether the asker may see the case is for the caller to know. */
    @Transactional(readOnly = true)
    public List<TraceEntry> ofCase(String caseNo) {
        return store.ofCase(caseNo);
    }

    /** Says in the record that the audit administrator reads that of a case. */
    @Transactional
    @PreAuthorize(AUDIT)
    public void looksAt(String caseNo) {
        trace.record(look("record.viewed", new RecordQuery(null, null, null, null, caseNo, null, null)));
    }

    /**
     * Entries newest first, for the audit administrator.
     *
     * @param before only entries older than this one, null for the newest
     * @param size how many at most
     */
    @Transactional
    @PreAuthorize(AUDIT)
    public List<TraceEntry> search(RecordQuery query, @Nullable UUID before, int size) {
        trace.record(look("record.viewed", query));
        return store.newestFirst(query, before, size);
    }

    /** One entry with what proves it, for the audit administrator; empty where there is none of this key. */
    @Transactional
    @PreAuthorize(AUDIT)
    public Optional<Evidence> evidence(UUID id) {
        Optional<Evidence> found = store.evidence(id);
        found.ifPresent(entry -> trace.record(Act.of("record.viewed", "record", id.toString())));
        return found;
    }

    /** The names of all acts that the record knows, sorted; for the audit administrator. */
    @Transactional(readOnly = true)
    @PreAuthorize(AUDIT)
    public List<String> acts() {
        return store.acts();
    }

    /** Says in the record that all entries of the query leave the product, before they do. */
    @Transactional
    @PreAuthorize(AUDIT)
    public void recordExport(RecordQuery query) {
        trace.record(look("record.exported", query));
    }

    /** Hands out all entries newest first, in batches, so that a long export holds no transaction open. */
    @PreAuthorize(AUDIT)
    public void export(RecordQuery query, Consumer<TraceEntry> to) {
        UUID before = null;
        List<TraceEntry> batch;
        do {
            batch = store.newestFirst(query, before, BATCH);
            batch.forEach(to);
            before = batch.isEmpty() ? null : batch.get(batch.size() - 1).id();
        } while (batch.size() == BATCH);
    }

    private static Act look(String name, RecordQuery query) {
        Map<String, String> filter = query.restrictions();
        String subject = filter.isEmpty() ? "*" : filter.toString();
        return Act.of(name, "record", subject).with("filter", filter);
    }
}
