package org.xieban.casefile;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xieban.web.Refusal;

/** A file as somebody sent it, judged by its content. */
final class ReceivedFile {

    private static final int LONGEST_NAME = 200;

    private ReceivedFile() {}

    /**
     * The type of a content, one of those that are taken.
     *
     * @param largest in bytes
     * @throws Refusal {@code material.empty} (422); {@code upload.tooLarge} (413); {@code material.typeForbidden},
     *     {@code material.typeMismatch} (415)
     */
    static FileType type(String name, byte[] content, long largest, Set<FileType> taken) {
        if (content.length == 0) {
            throw Refusal.rule("material.empty").at("file", "material.empty");
        }
        if (content.length > largest) {
            throw Refusal.tooLarge("upload.tooLarge", largest / (1024 * 1024));
        }
        FileType type = FileType.of(content).filter(taken::contains).orElseThrow(() -> Refusal.unsupported(
                        "material.typeForbidden", FileType.names(taken))
                .at("file", "material.typeForbidden", FileType.names(taken)));
        FileType claimed = FileType.claimed(name).orElse(type);
        if (claimed != type) {
            throw Refusal.unsupported("material.typeMismatch", claimed.name(), type.name())
                    .at("file", "material.typeMismatch", claimed.name(), type.name());
        }
        return type;
    }

    /** The last part of a path, without what a file's name cannot hold on an officer's computer. */
    static String name(@Nullable String given) {
        String name =
                given == null ? "" : given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        name = name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}<>:\"|?*]", "_").strip();
        if (name.isEmpty()) {
            return "file";
        }
        if (name.length() <= LONGEST_NAME) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && name.length() - dot <= 10 ? name.substring(dot) : "";
        return name.substring(0, LONGEST_NAME - ending.length()) + ending;
    }
}
