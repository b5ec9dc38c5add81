package org.xieban.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.ledger.LogStore.Published;
import org.xieban.ledger.LogStore.SignedRow;
import org.xieban.ledger.log.Tile;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** A copy of the public log as a file, laid out as {@code verify-ledger} reads it; nothing in it tells of anybody. */
@Component
class LogExport {

    private final LogStore store;
    private final Trace trace;
    private final TransactionTemplate transaction;

    LogExport(LogStore store, Trace trace, TransactionTemplate transaction) {
        this.store = store;
        this.trace = trace;
        this.transaction = transaction;
    }

    /**
     * Writes the log up to its latest checkpoint.
     *
     * @throws Refusal {@code ledger.empty} (404) where there is none, before anything is written
     */
    void write(OutputSource to) throws IOException {
        Published latest = store.latest().orElseThrow(() -> Refusal.notFound("ledger.empty"));
        long size = latest.checkpoint().size();
        transaction.executeWithoutResult(
                status -> trace.record(Act.of("record.logCopied", "record", "*").with("entries", size)));
        try (ZipOutputStream zip = new ZipOutputStream(to.open())) {
            text(zip, "hash", store.identity().orElseThrow().hash().name() + "\n");
            text(zip, "vkey", store.keyLines());
            text(zip, "checkpoint", latest.note().toString());
            for (SignedRow row : store.checkpoints()) {
                if (row.size() < size) {
                    text(zip, "checkpoints/" + row.size(), row.note());
                }
            }
            for (long bundle = 0; bundle * Tile.WIDTH < size; bundle++) {
                int width = (int) Math.min(Tile.WIDTH, size - bundle * Tile.WIDTH);
                Tile.Place place = new Tile.Place(Tile.Place.ENTRIES, bundle, width);
                file(zip, "tile/" + place.path(), store.bundle(place).orElseThrow());
            }
            int level = 0;
            for (long hashes = size; hashes > 0; hashes /= Tile.WIDTH, level++) {
                for (long index = 0; index * Tile.WIDTH < hashes; index++) {
                    int width = (int) Math.min(Tile.WIDTH, hashes - index * Tile.WIDTH);
                    Tile.Place place = new Tile.Place(level, index, width);
                    file(zip, "tile/" + place.path(), store.hashes(place).orElseThrow());
                }
            }
        }
    }

    /** Where the copy goes; opened once it is known that there is one. */
    @FunctionalInterface
    interface OutputSource {

        OutputStream open() throws IOException;
    }

    private static void text(ZipOutputStream zip, String name, String text) throws IOException {
        file(zip, name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void file(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
