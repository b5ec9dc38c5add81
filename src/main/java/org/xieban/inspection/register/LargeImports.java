package org.xieban.inspection.register;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.MessageSource;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.trace.Fingerprint;
import org.xieban.web.CsvReader;
import org.xieban.web.Refusal;
import org.xieban.web.TableFile;
import org.xieban.web.TableReader;

/**
 * Takes tables that are too large for a request: received to the end, then read row by row behind the scenes, each batch in
 * a transaction of its own. One that was stopped half-way is taken again from its beginning: what is there already is
 * not changed.
 */
@Component
class LargeImports implements DisposableBean {

    private static final long MOST_BYTES = 200_000_000;
    private static final int MOST_ROWS = 2_000_000;
    private static final int BLOCK = 1 << 16;

    private static final Logger log = LoggerFactory.getLogger(LargeImports.class);

    private final RegisterImports imports;
    private final RegisterKeepers keepers;
    private final MessageSource messages;
    private final TransactionTemplate transaction;
    /** One at a time: each writes as fast as the database lets it. */
    private final ExecutorService executor = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "register-import");
        thread.setDaemon(true);
        return thread;
    });

    LargeImports(
            RegisterImports imports, RegisterKeepers keepers, MessageSource messages, TransactionTemplate transaction) {
        this.imports = imports;
        this.keepers = keepers;
        this.messages = messages;
        this.transaction = transaction;
    }

    /**
     * Receives a table and has it taken.
     *
     * @param name of the file: {@code .csv} or {@code .xlsx}
     * @param locale in which the report speaks
     * @return id of the import
     * @throws Refusal {@code registerTable.unreadable}, {@code .column}, {@code .empty} (422); {@code registerTable.tooLarge}
     *     (413) beyond 200 MB; {@code access.denied} (403)
     */
    <T extends RegisterEntry> long take(Register<T> register, String name, InputStream body, Locale locale)
            throws IOException {
        keepers.requireKeeperIn(register);
        if (!TableFile.named(name)) {
            throw Refusal.rule("registerTable.unreadable", name);
        }
        Path file = Files.createTempFile("register", ".table");
        boolean handedOver = false;
        try {
            String sha256 = receive(body, file);
            requireTable(register, name, file, locale);
            long id = Objects.requireNonNull(
                    transaction.execute(status -> imports.begin(register, name, sha256)), "the id is not null");
            executor.execute(new DelegatingSecurityContextRunnable(() -> run(id, register, name, file, locale)));
            handedOver = true;
            return id;
        } finally {
            if (!handedOver) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String receive(InputStream body, Path file) throws IOException {
        MessageDigest digest = Fingerprint.sha256();
        long received = 0;
        byte[] block = new byte[BLOCK];
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            for (int read = body.read(block); read >= 0; read = body.read(block)) {
                received += read;
                if (received > MOST_BYTES) {
                    throw Refusal.tooLarge("registerTable.tooLarge");
                }
                out.write(block, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What is no table is refused at once. */
    private void requireTable(Register<?> register, String name, Path file, Locale locale) throws IOException {
        try (TableReader rows = TableReader.of(name, file)) {
            CsvReader.Row heading = rows.row();
            if (heading == null) {
                throw Refusal.rule("registerTable.empty", name);
            }
            new TableIntake<>(register, keepers, messages, heading.cells(), locale);
            if (rows.row() == null) {
                throw Refusal.rule("registerTable.empty", name);
            }
        } catch (TableFile.Unreadable e) {
            throw Refusal.rule("registerTable.unreadable", name);
        }
    }

    private <T extends RegisterEntry> void run(long id, Register<T> register, String name, Path file, Locale locale) {
        String report = "";
        try (TableReader rows = TableReader.of(name, file)) {
            TableIntake<T> intake = new TableIntake<>(
                    register,
                    keepers,
                    messages,
                    Objects.requireNonNull(rows.row()).cells(),
                    locale);
            try {
                take(id, rows, intake);
            } finally {
                report = intake.report();
            }
            transaction.executeWithoutResult(status -> imports.end(id, register, name, intake));
        } catch (IOException | TableFile.Unreadable | RuntimeException e) {
            // rows have personal data in them: which one it was says the page
            log.warn("import {} was broken off: {}", id, e.getClass().getSimpleName());
            String until = report;
            transaction.executeWithoutResult(status -> imports.breakOff(id, until));
        } finally {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                log.warn("a received table could not be deleted", e);
            }
        }
    }

    private void take(long id, TableReader rows, TableIntake<?> intake) throws IOException, TableFile.Unreadable {
        int read = 0;
        List<CsvReader.Row> batch = new ArrayList<>();
        for (CsvReader.Row row = rows.row(); row != null; row = rows.row()) {
            if (++read > MOST_ROWS) {
                take(id, intake, batch);
                throw new IllegalStateException("more than " + MOST_ROWS + " rows");
            }
            batch.add(row);
            if (batch.size() == TableIntake.BATCH) {
                take(id, intake, batch);
                batch = new ArrayList<>();
            }
        }
        take(id, intake, batch);
    }

    private void take(long id, TableIntake<?> intake, List<CsvReader.Row> batch) {
        transaction.executeWithoutResult(status -> {
            intake.take(batch);
            imports.reached(id, intake);
        });
    }

    /** What is stopped half-way says so on its page. */
    @Override
    public void destroy() {
        executor.shutdownNow();
    }
}
