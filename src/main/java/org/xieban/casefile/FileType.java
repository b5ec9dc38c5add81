package org.xieban.casefile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The types of files that are taken as materials, told by their content: the ending of a name says nothing about what
 * is in a file. Programs, pages, archives and documents with macros are none of them.
 */
public enum FileType {
    PDF("application/pdf", "pdf"),
    JPEG("image/jpeg", "jpg", "jpeg"),
    PNG("image/png", "png"),
    /** The fixed layout document of the country (GB/T 33190-2016). */
    OFD("application/ofd", "ofd"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");

    private static final byte[] PDF_MARK = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] JPEG_MARK = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final byte[] PNG_MARK = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] ZIP_MARK = {'P', 'K', 3, 4};

    private final String mediaType;
    private final Set<String> endings;

    FileType(String mediaType, String... endings) {
        this.mediaType = mediaType;
        this.endings = Set.of(endings);
    }

    public String mediaType() {
        return mediaType;
    }

    /** Whether a browser shows it itself. */
    public boolean hasPreview() {
        return this == PDF || this == JPEG || this == PNG;
    }

    /** What the file chooser of a page offers. */
    public static String accepted() {
        return Arrays.stream(values())
                .flatMap(type -> type.endings.stream().sorted())
                .map(ending -> "." + ending)
                .collect(Collectors.joining(","));
    }

    /** The names of all types, for a message. */
    static String names() {
        return names(EnumSet.allOf(FileType.class));
    }

    static String names(Set<FileType> types) {
        return types.stream().sorted().map(Enum::name).collect(Collectors.joining(", "));
    }

    /** The type that a name's ending claims, empty where it claims none of these. */
    static Optional<FileType> claimed(String fileName) {
        int dot = fileName.lastIndexOf('.');
        String ending = dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(type -> type.endings.contains(ending))
                .findFirst();
    }

    /** The type of a content, empty where it is none that is taken. */
    static Optional<FileType> of(byte[] content) {
        if (startsWith(content, PDF_MARK)) {
            return Optional.of(PDF);
        }
        if (startsWith(content, JPEG_MARK)) {
            return Optional.of(JPEG);
        }
        if (startsWith(content, PNG_MARK)) {
            return Optional.of(PNG);
        }
        return startsWith(content, ZIP_MARK) ? ofParts(ZipDirectory.names(content)) : Optional.empty();
    }

    private static Optional<FileType> ofParts(Set<String> parts) {
        if (parts.stream().anyMatch(part -> part.toLowerCase(Locale.ROOT).endsWith("vbaproject.bin"))) {
            return Optional.empty();
        }
        if (parts.contains("OFD.xml")) {
            return Optional.of(OFD);
        }
        if (parts.contains("[Content_Types].xml")) {
            return parts.contains("word/document.xml")
                    ? Optional.of(DOCX)
                    : parts.contains("xl/workbook.xml") ? Optional.of(XLSX) : Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean startsWith(byte[] content, byte[] mark) {
        return content.length >= mark.length && Arrays.equals(content, 0, mark.length, mark, 0, mark.length);
    }

    /** Names of the parts of a ZIP file, read from its directory: nothing is unpacked, so nothing can swell. */
    private static final class ZipDirectory {

        private static final int END_SIZE = 22;
        private static final int END_MARK = 0x06054b50;
        private static final int ENTRY_SIZE = 46;
        private static final int ENTRY_MARK = 0x02014b50;
        private static final int LONGEST_COMMENT = 0xffff;

        private ZipDirectory() {}

        static Set<String> names(byte[] content) {
            ByteBuffer zip = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
            int end = end(zip);
            if (end < 0) {
                return Set.of();
            }
            int count = Short.toUnsignedInt(zip.getShort(end + 10));
            long at = Integer.toUnsignedLong(zip.getInt(end + 16));
            Set<String> names = new HashSet<>();
            for (int i = 0; i < count; i++) {
                if (at + ENTRY_SIZE > end || zip.getInt((int) at) != ENTRY_MARK) {
                    return Set.of();
                }
                int entry = (int) at;
                int length = Short.toUnsignedInt(zip.getShort(entry + 28));
                int after =
                        Short.toUnsignedInt(zip.getShort(entry + 30)) + Short.toUnsignedInt(zip.getShort(entry + 32));
                if (at + ENTRY_SIZE + length > end) {
                    return Set.of();
                }
                names.add(new String(content, entry + ENTRY_SIZE, length, StandardCharsets.UTF_8));
                at += ENTRY_SIZE + length + after;
            }
            return names;
        }

        private static int end(ByteBuffer zip) {
            int first = Math.max(0, zip.limit() - END_SIZE - LONGEST_COMMENT);
            for (int at = zip.limit() - END_SIZE; at >= first; at--) {
                if (zip.getInt(at) == END_MARK) {
                    return at;
                }
            }
            return -1;
        }
    }
}
