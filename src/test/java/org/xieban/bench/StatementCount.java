package org.xieban.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** Counts the SQL statements of this thread, by what JdbcTemplate and MyBatis say of them in the log. */
public final class StatementCount extends AppenderBase<ILoggingEvent> {

    private static final List<String> LOGGERS =
            List.of("org.springframework.jdbc.core", "org.camunda.bpm.engine.impl.persistence.entity");
    private static final Pattern SAID = Pattern.compile(
            "(?:==> {2}Preparing: (.*))|(?:Executing (?:prepared )?SQL (?:statement|query|update|batch update)? ?\\[(.*)])",
            Pattern.DOTALL);

    private final Thread thread = Thread.currentThread();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    private StatementCount() {}

    /** How often each statement was sent; of the engine's own by MyBatis, of ours by JdbcTemplate. */
    public static Map<String, Integer> during(Runnable work) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        StatementCount count = new StatementCount();
        count.setContext(context);
        count.start();
        for (String name : LOGGERS) {
            Logger logger = context.getLogger(name);
            logger.setAdditive(false);
            logger.addAppender(count);
            logger.setLevel(Level.DEBUG);
        }
        try {
            work.run();
        } finally {
            for (String name : LOGGERS) {
                Logger logger = context.getLogger(name);
                logger.setLevel(null);
                logger.detachAppender(count);
                logger.setAdditive(true);
            }
        }
        return count.counts;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (Thread.currentThread() != thread) {
            return;
        }
        Matcher said = SAID.matcher(event.getFormattedMessage());
        if (said.find()) {
            String sql = said.group(1) != null ? "engine: " + said.group(1) : "ours: " + said.group(2);
            counts.merge(sql.replaceAll("\\s+", " "), 1, Integer::sum);
        }
    }
}
