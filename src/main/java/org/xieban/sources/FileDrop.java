package org.xieban.sources;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.sources.connect.Binding;
import org.xieban.sources.connect.Source;
import org.xieban.sources.connect.Sources;
import org.xieban.sources.connect.StoredJson;
import org.xieban.trace.Act;
import org.xieban.trace.Fingerprint;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Csv;
import org.xieban.web.CsvReader;
import org.xieban.web.TableFile;

/**
 * Files that departments drop: {@code <source>/<resource>.csv} or {@code <resource>-….csv}, or {@code .xlsx}. Good rows take the place of
 * those of the file before; bad ones are reported beside the file. What has been looked at is moved to {@code done} or
 * {@code refused}.
 */
@Component
class FileDrop {

    private static final Logger log = LoggerFactory.getLogger(FileDrop.class);
    private static final long LARGEST = 200_000_000;
    private static final int BATCH = 1_000;

    private final Path root;
    private final Sources sources;
    private final Resources resources;
    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final TransactionTemplate transaction;
    private final Trace trace;
    private final Clock clock;

    FileDrop(
            SourcesSettings settings,
            Sources sources,
            Resources resources,
            JdbcClient jdbc,
            NamedParameterJdbcTemplate batches,
            TransactionTemplate transaction,
            Trace trace,
            Clock clock) {
        this.root = Path.of(settings.drop());
        this.sources = sources;
        this.resources = resources;
        this.jdbc = jdbc;
        this.batches = batches;
        this.transaction = transaction;
        this.trace = trace;
        this.clock = clock;
    }

    /** A row that was not taken. */
    private record Bad(int line, String why) {}

    /** Takes what lies there. */
    void look() {
        if (!Files.isDirectory(root)) {
            return;
        }
        Map<String, Binding> bindings = sources.bindings();
        for (Sources.State state : sources.states()) {
            Path folder = root.resolve(state.source().code());
            if (state.source().kind() == Source.Kind.FILE && Files.isDirectory(folder)) {
                for (Path file : files(folder)) {
                    take(folder, file, state, bindings);
                }
            }
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> TableFile.named(file.getFileName().toString()))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            log.warn("the folder of a source cannot be read: {}", folder.getFileName());
            return List.of();
        }
    }

    private void take(Path folder, Path file, Sources.State state, Map<String, Binding> bindings) {
        String name = file.getFileName().toString();
        String stem = name.substring(0, name.lastIndexOf('.'));
        Binding binding = state.resources().stream()
                .filter(code -> stem.equals(code) || stem.startsWith(code + "-"))
                .max((one, other) -> Integer.compare(one.length(), other.length()))
                .map(bindings::get)
                .orElse(null);
        try {
            List<Bad> bad = binding == null
                    ? List.of(new Bad(0, "no resource of this source has this name"))
                    : load(file, name, binding);
            boolean taken = bad.stream().noneMatch(each -> each.line() == 0);
            if (!bad.isEmpty()) {
                report(folder.resolve(stem + ".errors.txt"), bad);
            }
            move(file, folder.resolve(taken ? "done" : "refused").resolve(name));
        } catch (IOException e) {
            // its text would name nothing else
            log.warn(
                    "a file of {} cannot be taken and is tried again",
                    state.source().code());
        }
    }

    private static void move(Path file, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try {
            Files.move(file, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(file, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Reported by line and name, without values: the file has those. */
    private static void report(Path to, List<Bad> bad) throws IOException {
        Csv csv = new Csv().line(List.of("line", "problem"));
        bad.forEach(each -> csv.line(List.of(String.valueOf(each.line()), each.why())));
        Files.writeString(to, csv.toString());
    }

    private List<Bad> load(Path file, String name, Binding binding) throws IOException {
        if (Files.size(file) > LARGEST) {
            return List.of(new Bad(0, "larger than 200 MB"));
        }
        byte[] bytes = Files.readAllBytes(file);
        DataResource resource = resources.find(binding.resource()).orElse(null);
        if (resource == null) {
            return List.of(new Bad(0, "the resource is not published"));
        }
        List<CsvReader.Row> rows;
        try {
            rows = TableFile.rows(name, bytes);
        } catch (TableFile.Unreadable e) {
            return List.of(new Bad(0, String.valueOf(e.getMessage())));
        }
        Map<String, Integer> columns = new HashMap<>();
        List<String> heading = rows.isEmpty() ? List.of() : rows.get(0).cells();
        for (int i = 0; i < heading.size(); i++) {
            columns.putIfAbsent(heading.get(i).strip(), i);
        }
        for (DataResource.Field field : resource.fields()) {
            if (!columns.containsKey(heading(binding, field))) {
                return List.of(new Bad(0, "no column " + heading(binding, field)));
            }
        }
        List<Bad> bad = new ArrayList<>();
        List<String> good = new ArrayList<>();
        for (CsvReader.Row row : rows.subList(1, rows.size())) {
            String content = row(row, columns, resource, binding, bad);
            if (content != null) {
                good.add(content);
            }
        }
        keep(
                binding,
                name,
                bytes,
                good,
                bad.size(),
                Files.getLastModifiedTime(file).toInstant());
        return bad;
    }

    private static String heading(Binding binding, DataResource.Field field) {
        Map<String, String> names = field.key() ? binding.keys() : binding.fields();
        return names.getOrDefault(field.name(), field.name());
    }

    private static @Nullable String row(
            CsvReader.Row row, Map<String, Integer> columns, DataResource resource, Binding binding, List<Bad> bad) {
        if (row.cells().size() != columns.size()) {
            bad.add(new Bad(row.line(), row.cells().size() + " cells instead of " + columns.size()));
            return null;
        }
        Map<String, String> given = new HashMap<>();
        for (DataResource.Field field : resource.fields()) {
            given.put(field.name(), row.cell(columns.getOrDefault(heading(binding, field), 0)));
        }
        FieldCheck.Checked checked = FieldCheck.check(resource.fields(), given);
        if (!checked.wrong().isEmpty()) {
            bad.add(new Bad(row.line(), "wrong: " + String.join(", ", checked.wrong())));
            return null;
        }
        return StoredJson.write(checked.values());
    }

    private void keep(Binding binding, String name, byte[] bytes, List<String> good, int bad, Instant asOf) {
        transaction.executeWithoutResult(status -> {
            long load = jdbc.sql("""
                            insert into data_file_load
                                (source, resource, file_name, sha256, rows, bad_rows, as_of, loaded_at)
                            values (:source, :resource, :name, :sha256, :rows, :bad, :asOf, :at)
                            returning id""")
                    .param("source", binding.source())
                    .param("resource", binding.resource())
                    .param("name", name)
                    .param("sha256", Fingerprint.sha256(bytes))
                    .param("rows", good.size())
                    .param("bad", bad)
                    .param("asOf", OfficialTime.of(asOf))
                    .param("at", OfficialTime.of(clock.instant()))
                    .query(Long.class)
                    .single();
            for (int from = 0; from < good.size(); from += BATCH) {
                insert(load, from, good.subList(from, Math.min(good.size(), from + BATCH)));
            }
            jdbc.sql("""
                            delete from data_file_row r using data_file_load l
                             where l.id = r.load and l.resource = :resource and l.id < :load""")
                    .param("resource", binding.resource())
                    .param("load", load)
                    .update();
            trace.record(Act.of("resource.fileLoaded", "resource", binding.resource())
                    .with("rows", good.size())
                    .with("badRows", bad));
        });
    }

    private void insert(long load, int from, List<String> rows) {
        MapSqlParameterSource[] values = new MapSqlParameterSource[rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            values[i] = new MapSqlParameterSource()
                    .addValue("load", load)
                    .addValue("row", from + i)
                    .addValue("content", rows.get(i));
        }
        batches.batchUpdate(
                "insert into data_file_row (load, row, content) values (:load, :row, cast(:content as jsonb))", values);
    }
}
