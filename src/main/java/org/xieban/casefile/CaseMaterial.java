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
 * @param coverage the department that knows what it would say, so that nobody has to bring it; null where none does
 */
public record CaseMaterial(
        String code,
        String name,
        boolean required,
        boolean mayFollow,
        List<Version> versions,
        @Nullable Coverage coverage) {

    public CaseMaterial {
        versions = List.copyOf(versions);
    }

    /**
     * That a department has said what a material would say.
     *
     * @param source code of the data resource
     * @param askedAt when
     * @param validUntil until when that may be relied upon
     */
    public record Coverage(String source, String sourceName, Instant askedAt, Instant validUntil) {}

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

    /** Whether it is needed, not there and not known by a department. */
    public boolean missing() {
        return required && versions.isEmpty() && coverage == null;
    }
}
