package org.xieban.casefile;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A material that the item of a case asks for, and what has been handed in for it.
 *
 * @param code unique within the item
 * @param required whether there is no decision without it
 * @param mayFollow whether the case is accepted without it (容缺)
 * @param versions the latest first
 */
public record CaseMaterial(String code, String name, boolean required, boolean mayFollow, List<Version> versions) {

    public CaseMaterial {
        versions = List.copyOf(versions);
    }

    /**
     * One file that was handed in.
     *
     * @param version 1 for the first
     * @param size in bytes
     * @param sha256 in hexadecimal, as {@code sm3}
     * @param uploadedBy login
     */
    public record Version(
            int version,
            String fileName,
            FileType type,
            long size,
            String sha256,
            String sm3,
            String uploadedBy,
            String uploadedByName,
            Instant uploadedAt) {

        /** How large it is, as an officer says it. */
        public String sizeText() {
            return CaseMaterial.sizeText(size);
        }
    }

    /** So many bytes, as an officer says it. */
    public static String sizeText(long bytes) {
        return bytes < 1024 * 1024
                ? Math.max(1, bytes / 1024) + " KB"
                : String.format(Locale.ROOT, "%.1f MB", bytes / (1024.0 * 1024));
    }

    /** What was handed in last, null where nothing was. */
    public @Nullable Version latest() {
        return versions.isEmpty() ? null : versions.get(0);
    }

    /** Whether it is needed and not there. */
    public boolean missing() {
        return required && versions.isEmpty();
    }
}
