package org.xieban.demonstration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import org.springframework.core.io.ClassPathResource;
import org.xieban.web.CsvReader;
import org.xieban.web.TableRows;

/** What the demonstration city begins with, as files that the product carries. */
final class DemonstrationFile {

    private DemonstrationFile() {}

    static String text(String name) {
        try {
            return new ClassPathResource("demonstration/" + name).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The heading first. */
    static List<CsvReader.Row> rows(String name) {
        try {
            return CsvReader.rows(text(name));
        } catch (CsvReader.Broken e) {
            throw new IllegalStateException(name + " is no table", e);
        }
    }

    /** Hands a table to a register, which takes all of its rows. */
    static void fill(String name, BiFunction<String, List<CsvReader.Row>, TableRows.Taken> register) {
        TableRows.Taken taken = register.apply(name, rows(name));
        if (!taken.wrong().isEmpty()) {
            throw new IllegalStateException(name + " is wrong: " + taken.wrong());
        }
    }
}
