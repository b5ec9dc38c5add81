package org.xieban.startup;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Looks, once the settings are known and before anything is built on them, whether the port, the data folder and the
 * database can be had, in this order, so that a start that must fail fails at once and leaves nothing.
 */
class BeforeStart implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered, AutoCloseable {

    private static final Duration PATIENCE_WITH_ENDING_PROCESS = Duration.ofSeconds(30);

    private volatile @Nullable OwnDatabase ownDatabase;
    private volatile @Nullable Path log;

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        ConfigurableEnvironment environment = event.getEnvironment();
        Settings settings = new Settings(environment);
        if (settings.endsWithParent()) {
            endWithParent();
        }
        Settings.settleProfile(environment);
        if (settings.namesDatabase()) {
            refuseUsedPort(settings);
            OtherDatabase.of(settings.databaseUrl(), settings.databaseUser(), settings.databasePassword())
                    .check();
            quietConsole(environment, "classpath:log-to-console.xml", Map.of());
            return;
        }
        Path data = settings.data();
        waitForEndingProcess(data);
        refuseUsedPort(settings);
        String where = settings.isForErrand() ? "" : ", port " + settings.port();
        DataFolder folder =
                DataFolder.claim(data, "PID " + ProcessHandle.current().pid() + where);
        ownDatabase = OwnDatabase.in(folder, settings.binaries(folder.path()), settings.temporary());
        Path file = folder.resolve(OwnDatabase.LOG_FOLDER).resolve("xieban.log");
        log = file;
        quietConsole(environment, "classpath:log-to-file.xml", Map.of("logging.file.name", file.toString()));
    }

    /** After the configuration files are read (+10), before the log is opened in the data folder (+20). */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 15;
    }

    /** Starts the database, which may say something now that the log is open, and gives it to the context. */
    void handOver(ConfigurableApplicationContext context) {
        OwnDatabase database = ownDatabase;
        if (database != null) {
            database.begin();
            ((GenericApplicationContext) context).registerBean(OwnDatabase.class, () -> database);
            context.addApplicationListener(
                    (ContextClosedEvent closing) -> database.folder().announceEnd());
        }
    }

    /** Where the stack trace of a failure is, in Chinese and in English. */
    List<String> whereToReadMore() {
        Path file = log;
        return file == null ? Texts.bothLanguages("startup.debug") : Texts.bothLanguages("startup.details", file);
    }

    @Override
    public void close() {
        OwnDatabase database = ownDatabase;
        if (database != null) {
            database.close();
        }
    }

    private static void refuseUsedPort(Settings settings) {
        if (settings.isForErrand()) {
            return;
        }
        int port = settings.port();
        try (ServerSocket socket = new ServerSocket()) {
            // as the web server does: connections of the last run that linger do not count
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.address(), port));
        } catch (BindException inUse) {
            String message = String.valueOf(inUse.getMessage());
            String key = message.contains("ermission") ? "startup.port.not-permitted" : "startup.port.in-use";
            throw new StartupRefusal(inUse, ExitCode.PORT, key, String.valueOf(port));
        } catch (IOException failure) {
            throw new StartupRefusal(failure, ExitCode.PORT, "startup.port.in-use", String.valueOf(port));
        }
    }

    /** Whoever restarts the product should not have to know how long the old process takes to end. */
    private static void waitForEndingProcess(Path data) {
        long start = System.nanoTime();
        while (DataFolder.isBeingReleased(data) && System.nanoTime() - start < PATIENCE_WITH_ENDING_PROCESS.toNanos()) {
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Maven starts the product as a child, and a Maven that is killed would leave it running. */
    private void endWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> {
            var unused = parent.onExit().thenRun(this::endOrphaned);
        });
    }

    private void endOrphaned() {
        OwnDatabase database = ownDatabase;
        if (database != null) {
            database.folder().announceEnd();
        }
        System.exit(143);
    }

    private static void quietConsole(
            ConfigurableEnvironment environment, String configuration, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("logging.config", configuration);
        environment.getPropertySources().addLast(new MapPropertySource("startup", properties));
    }
}
