package org.xieban.inspection.register;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.xieban.web.CsvReader;

/** The divisions of the industrial classification (GB/T 4754-2017), with the letter of their section before them: H62. */
@Component
public class Trades {

    private final Map<String, String> names;

    Trades() {
        Map<String, String> read = new LinkedHashMap<>();
        try {
            List<CsvReader.Row> rows = CsvReader.rows(
                    new ClassPathResource("inspection/trades.csv").getContentAsString(StandardCharsets.UTF_8));
            rows.subList(1, rows.size()).forEach(row -> read.put(row.cell(0), row.cell(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CsvReader.Broken e) {
            throw new IllegalStateException("the list of trades is no table", e);
        }
        names = Collections.unmodifiableMap(read);
    }

    /** Their names by code, in the order of the standard. */
    public Map<String, String> names() {
        return names;
    }

    public boolean known(String code) {
        return names.containsKey(code);
    }

    /** What one is called; of one that there is not, its code. */
    public String name(String code) {
        return names.getOrDefault(code, code);
    }
}
