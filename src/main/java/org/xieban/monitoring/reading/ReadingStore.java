package org.xieban.monitoring.reading;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLState;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.monitoring.indicator.Reading;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** The table of readings, written by {@code copy} in its binary form: nothing takes in as many as that. */
@Repository
class ReadingStore {

    private static final byte[] HEADER = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int COLUMNS = 6;
    private static final int EIGHT = 8;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    ReadingStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    private record Asked(int indicator, String id) {}

    /**
     * Keeps readings of which there is none twice among them; nobody else does so meanwhile.
     *
     * @return those that were not there before
     */
    List<Reading> keep(List<Reading> readings, Instant takenAt) {
        if (readings.isEmpty() || copied(readings, takenAt)) {
            return readings;
        }
        Set<Asked> there = there(readings);
        List<Reading> fresh = readings.stream()
                .filter(each -> !there.contains(new Asked(each.indicator().number(), each.id())))
                .toList();
        if (!fresh.isEmpty() && !copied(fresh, takenAt)) {
            throw new IllegalStateException("readings came in past whoever had the turn");
        }
        return fresh;
    }

    /** Whether all of them are kept now; none is where one was there before. */
    private boolean copied(List<Reading> readings, Instant takenAt) {
        byte[] rows = rows(readings, takenAt);
        return Boolean.TRUE.equals(template.execute((ConnectionCallback<Boolean>) connection -> {
            var before = connection.setSavepoint();
            try {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "copy reading (retention, indicator, at, id, value, taken_at) from stdin (format binary)",
                                new ByteArrayInputStream(rows));
                connection.releaseSavepoint(before);
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                return again(connection, before, e);
            }
        }));
    }

    private static boolean again(Connection connection, Savepoint before, SQLException failure) throws SQLException {
        if (PSQLState.UNIQUE_VIOLATION.getState().equals(failure.getSQLState())) {
            connection.rollback(before);
            return false;
        }
        throw failure;
    }

    private static byte[] rows(List<Reading> readings, Instant takenAt) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + 96 * readings.size());
        long taken = sinceEpoch(takenAt);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(HEADER);
            out.writeInt(0);
            out.writeInt(0);
            for (Reading each : readings) {
                out.writeShort(COLUMNS);
                text(out, each.indicator().retention().name());
                out.writeInt(4);
                out.writeInt(each.indicator().number());
                out.writeInt(EIGHT);
                out.writeLong(sinceEpoch(each.at()));
                text(out, each.id());
                out.writeInt(EIGHT);
                out.writeDouble(each.value());
                out.writeInt(EIGHT);
                out.writeLong(taken);
            }
            out.writeShort(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static long sinceEpoch(Instant at) {
        return ChronoUnit.MICROS.between(EPOCH, at);
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Those of them that are there already. */
    private Set<Asked> there(List<Reading> readings) {
        Set<Asked> there = new HashSet<>();
        jdbc.sql("""
                select r.indicator, r.id
                  from json_to_recordset(cast(:asked as json)) as a (indicator int, id text)
                  join reading r on r.indicator = a.indicator and r.id = a.id""")
                .param(
                        "asked",
                        Rows.json(readings.stream()
                                .map(each -> new Asked(each.indicator().number(), each.id()))
                                .toList()))
                .query(row -> {
                    there.add(new Asked(row.getInt(1), row.getString(2)));
                });
        return there;
    }

    /** Marks the hours of readings to be rolled up: as a whole while they go on, their own part once that is done. */
    void touch(List<Reading> fresh, Instant now) {
        Instant current = hour(now);
        Map<Instant, @Nullable Set<Integer>> touched = new HashMap<>();
        for (Reading each : fresh) {
            Instant hour = hour(each.at());
            if (!hour.isBefore(current)) {
                touched.put(hour, null);
            } else {
                Set<Integer> whose = touched.computeIfAbsent(hour, any -> new HashSet<>());
                if (whose != null) {
                    whose.add(each.indicator().number());
                }
            }
        }
        touched.forEach(this::touch);
    }

    private void touch(Instant hour, @Nullable Collection<Integer> whose) {
        jdbc.sql("insert into reading_touched (hour, indicators) values (:hour, :indicators)")
                .param("hour", OfficialTime.of(hour))
                .param("indicators", whose == null ? null : new ArrayList<>(whose).toArray(Integer[]::new))
                .update();
    }

    private static Instant hour(Instant at) {
        return at.truncatedTo(ChronoUnit.HOURS);
    }
}
