package org.xieban.casefile;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.trace.Fingerprint;
import org.xieban.web.Refusal;

/**
 * Files that belong to a case without being a material that its item asks for, such as photographs taken on site: judged
 * as materials are and kept where these are. Whose they are is for the caller to keep, by their fingerprints.
 */
@Component
@Transactional
public class Enclosures {

    private final MaterialStore store;
    private final long largest;

    Enclosures(MaterialStore store, MaterialSettings settings) {
        this.store = store;
        this.largest = settings.largest().toBytes();
    }

    /**
     * A file that is kept.
     *
     * @param sha256 hexadecimal: its name from now on
     * @param size in bytes
     */
    public record Kept(String sha256, FileType type, long size) {}

    /**
     * Keeps a file.
     *
     * @param name as its sender calls it; its ending must not claim another type
     * @throws Refusal {@code material.empty} (422); {@code upload.tooLarge} (413); {@code material.typeForbidden},
     *     {@code material.typeMismatch} (415)
     */
    public Kept keep(@Nullable String name, byte[] content, Set<FileType> taken) {
        FileType type = ReceivedFile.type(ReceivedFile.name(name), content, largest, taken);
        String sha256 = Fingerprint.sha256(content);
        store.keep(sha256, content);
        return new Kept(sha256, type, content.length);
    }

    /** The content of one that was kept. */
    @Transactional(readOnly = true)
    public byte[] content(String sha256) {
        return store.find(sha256)
                .orElseThrow(() -> new IllegalStateException("the content of an enclosure is gone: " + sha256));
    }

    /** The largest file that is taken, in bytes. */
    public long largest() {
        return largest;
    }
}
