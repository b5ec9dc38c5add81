package org.xieban.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class CsvReaderTest {

    @Test
    void readsWhatSpreadsheetsWrite() throws CsvReader.Broken {
        List<CsvReader.Row> rows = CsvReader.rows("\uFEFFa,\"b, \"\"c\"\"\",\r\n\r\n\"two\nlines\",d\r\ne");
        assertThat(rows)
                .containsExactly(
                        new CsvReader.Row(1, List.of("a", "b, \"c\"", "")),
                        new CsvReader.Row(3, List.of("two\nlines", "d")),
                        new CsvReader.Row(5, List.of("e")));
        assertThat(rows.get(2).cell(7)).isEmpty();
    }

    @Test
    void aQuotationMarkThatNothingClosesIsToldWithItsLine() {
        assertThatThrownBy(() -> CsvReader.rows("a,b\nc,\"d\ne"))
                .isInstanceOfSatisfying(CsvReader.Broken.class, broken -> assertThat(broken.line())
                        .isEqualTo(2));
    }

    /** Also what a spreadsheet would run, and what looks like it. */
    @Property(tries = 300)
    void whatIsWrittenIsReadAgain(
            @ForAll @Size(min = 1, max = 4)
                    List<@StringLength(min = 1, max = 6) @CharRange(from = '(', to = 'Z') String> cells)
            throws CsvReader.Broken {
        List<CsvReader.Row> rows = CsvReader.rows(new Csv().line(cells).toString());
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).cells()).isEqualTo(cells);
    }
}
