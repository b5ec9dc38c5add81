package org.xieban.monitoring.reading;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.xieban.monitoring.indicator.MonitoringAccess;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.CsvReader;
import org.xieban.web.Refusal;
import org.xieban.web.TableFile;

/** Readings by file: what sensors have stored, and the slow indicators that come as tables. */
@Controller
@RequestMapping("/monitoring/readings/import")
@PreAuthorize(MonitoringAccess.KEEPERS)
class ReadingFilePages {

    private static final List<String> REQUIRED = List.of("indicator", "at", "value");
    private static final String ID = "id";
    private static final int WRONG = 422;

    private final Readings readings;
    private final Trace trace;
    private final TransactionTemplate transaction;

    ReadingFilePages(Readings readings, Trace trace, TransactionTemplate transaction) {
        this.readings = readings;
        this.trace = trace;
        this.transaction = transaction;
    }

    /** What the file has, what it must have first. */
    @ModelAttribute("columns")
    String columns() {
        return String.join(", ", REQUIRED) + ", " + ID;
    }

    @GetMapping
    String begin() {
        return "monitoring/readings";
    }

    @PostMapping
    String take(@RequestParam MultipartFile file, Model model, HttpServletResponse response) throws IOException {
        String name = String.valueOf(file.getOriginalFilename());
        try {
            Readings.Taken taken = take(rows(name, TableFile.rows(name, file.getBytes())));
            transaction.executeWithoutResult(status -> trace.record(Act.of("readings.imported", "readings", name)
                    .with("accepted", taken.accepted())
                    .with("repeated", taken.repeated())
                    .with("refused", taken.refused().size())));
            model.addAttribute("taken", taken);
        } catch (TableFile.Unreadable e) {
            refuse(Refusal.rule("registerTable.unreadable", name), model, response);
        } catch (Refusal refused) {
            refuse(refused, model, response);
        }
        return "monitoring/readings";
    }

    private static void refuse(Refusal refusal, Model model, HttpServletResponse response) {
        response.setStatus(WRONG);
        model.addAttribute("refusal", refusal);
    }

    private Readings.Taken take(List<Readings.@Nullable Sent> rows) {
        int accepted = 0;
        int repeated = 0;
        List<Readings.Refused> refused = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += Readings.MOST) {
            Readings.Taken part = readings.take(rows.subList(from, Math.min(rows.size(), from + Readings.MOST)));
            accepted += part.accepted();
            repeated += part.repeated();
            refused.addAll(part.refused());
        }
        return new Readings.Taken(accepted, repeated, refused);
    }

    private static List<Readings.@Nullable Sent> rows(String name, List<CsvReader.Row> rows) {
        if (rows.size() < 2) {
            throw Refusal.rule("registerTable.empty", name);
        }
        List<String> heading = rows.get(0).cells().stream()
                .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                .toList();
        for (String column : REQUIRED) {
            if (!heading.contains(column)) {
                throw Refusal.rule("registerTable.column", column);
            }
        }
        int id = heading.indexOf(ID);
        int indicator = heading.indexOf("indicator");
        int at = heading.indexOf("at");
        int value = heading.indexOf("value");
        List<Readings.@Nullable Sent> sent = new ArrayList<>();
        for (CsvReader.Row row : rows.subList(1, rows.size())) {
            Object time = time(row.cell(at));
            String given = id < 0 ? "" : row.cell(id);
            sent.add(new Readings.Sent(
                    given.isEmpty() ? "at-" + row.cell(at).replaceAll("\\s", "T") : given,
                    row.cell(indicator),
                    time,
                    number(row.cell(value))));
        }
        return sent;
    }

    /** A day stands for its beginning. */
    private static @Nullable Object time(String cell) {
        if (cell.isEmpty()) {
            return null;
        }
        try {
            return OfficialTime.startOf(LocalDate.parse(cell));
        } catch (DateTimeException none) {
            return cell;
        }
    }

    private static Object number(String cell) {
        try {
            return new BigDecimal(cell);
        } catch (NumberFormatException none) {
            return cell;
        }
    }
}
