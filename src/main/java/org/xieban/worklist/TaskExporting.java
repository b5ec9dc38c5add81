package org.xieban.worklist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * Makes files of lists in the background: exactly what the list shows to whoever asks, read in one snapshot of the
 * database, so that work that goes on meanwhile neither loses nor doubles a row. That it was asked for is recorded.
 */
@Component
class TaskExporting implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(TaskExporting.class);

    /** So many rows are read at a time. */
    private static final int BATCH = 1000;

    /** So many files are made for one officer at a time. */
    private static final int MOST = 3;

    private final WorkItems items;
    private final TaskLines lines;
    private final TaskExports exports;
    private final Trace trace;
    private final MessageSource messages;
    private final TransactionTemplate transaction;
    private final TransactionTemplate snapshot;
    private final ExecutorService background = Executors.newFixedThreadPool(2, work -> {
        Thread thread = new Thread(work, "task-export");
        thread.setDaemon(true);
        return thread;
    });

    TaskExporting(
            WorkItems items,
            TaskLines lines,
            TaskExports exports,
            Trace trace,
            MessageSource messages,
            PlatformTransactionManager transactions) {
        this.items = items;
        this.lines = lines;
        this.exports = exports;
        this.trace = trace;
        this.messages = messages;
        this.transaction = new TransactionTemplate(transactions);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setReadOnly(true);
    }

    /**
     * Begins to make a file of a list.
     *
     * @throws Refusal {@code export.tooMany} (409) where several are being made for him already
     */
    UUID begin(TaskFilter filter, TaskTableFormat format, Locale locale) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        if (exports.running(officer) >= MOST) {
            throw Refusal.conflict("export.tooMany", MOST);
        }
        UUID begun = transaction.execute(status -> {
            long rows = items.count(filter, officer);
            UUID id = exports.begin(officer, format, rows);
            trace.record(Act.of("task.exported", "tasks", filter.queue().code())
                    .with("filter", filter.parameters())
                    .with("format", format.name())
                    .with("rows", rows));
            return id;
        });
        background.execute(() -> make(begun, filter, officer, format, locale));
        return begun;
    }

    private void make(UUID id, TaskFilter filter, SignedInOfficer officer, TaskTableFormat format, Locale locale) {
        try {
            Long written = snapshot.execute(status -> {
                try (TaskTable table = TaskTable.to(exports.file(id), format, text("worklist.export.sheet", locale))) {
                    return write(id, filter, officer, table, locale);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            exports.end(id, TaskExports.State.DONE, written);
        } catch (RuntimeException e) {
            log.warn("an export of tasks broke off", e);
            exports.end(id, TaskExports.State.FAILED, 0);
        }
    }

    private long write(UUID id, TaskFilter filter, SignedInOfficer officer, TaskTable table, Locale locale)
            throws IOException {
        table.row(
                Stream.of("lamp", "number", "title", "item", "step", "department", "holder", "arrived", "due", "doneAt")
                        .map(column -> text("worklist.export." + column, locale))
                        .toList());
        long written = 0;
        WorkItems.Batch batch = null;
        do {
            batch = items.batch(filter, officer, batch, BATCH);
            for (TaskLines.Line line : lines.of(batch.items(), officer, locale)) {
                table.row(cells(line, locale));
                written++;
            }
            exports.progress(id, written);
        } while (batch.items().size() == BATCH);
        return written;
    }

    private List<@Nullable String> cells(TaskLines.Line line, Locale locale) {
        WorkItem item = line.item();
        return Arrays.asList(
                line.lamp() == null ? null : text(line.lamp().textKey(), locale),
                item.caseNo(),
                item.title(),
                item.itemName(),
                item.stepName(),
                line.department(),
                line.holder(),
                at(item.openedAt()),
                at(item.dueAt()),
                at(item.closedAt()));
    }

    private static @Nullable String at(@Nullable Instant instant) {
        return instant == null ? null : OfficialTime.minute(instant);
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }

    @Override
    public void destroy() {
        background.shutdownNow();
    }
}
