package org.xieban.startup;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.web.server.PortInUseException;

/** Starts the product, or says in one sentence why not. */
public final class Launch {

    private static final Logger LOG = LoggerFactory.getLogger(Launch.class);

    private Launch() {}

    /**
     * Runs the application. Does not return when it could not be started: the reason is printed, what had been started
     * is stopped, and the process ends with one of {@link ExitCode}.
     *
     * @param application the class that bears {@code @SpringBootApplication}
     * @param args the command line
     */
    public static void run(Class<?> application, String... args) {
        SpringApplication spring = new SpringApplication(application);
        spring.setBannerMode(Banner.Mode.OFF);
        // until the settings say where to, nothing is logged: why a start fails so early is told below
        LoggingSystem.get(Launch.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
        BeforeStart beforeStart = new BeforeStart();
        spring.addListeners(new ProfileChoice(), beforeStart);
        spring.addInitializers(beforeStart::handOver);
        // after all contexts: the pool must be closed before its database
        SpringApplication.getShutdownHandlers().add(beforeStart::close);
        try {
            spring.run(args);
        } catch (RuntimeException | Error failure) {
            StartupRefusal refusal = asRefusal(failure);
            beforeStart.close();
            LOG.debug("not started", failure);
            refusal.lines().forEach(Console.ERR::println);
            if (refusal.getExitCode() == ExitCode.OTHER.code()) {
                beforeStart.whereToReadMore().forEach(Console.ERR::println);
            }
            System.exit(refusal.getExitCode());
        }
    }

    /** What to tell of a failure, however deep the reason is wrapped. */
    static StartupRefusal asRefusal(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartupRefusal refusal) {
                return refusal;
            }
            if (cause instanceof PortInUseException port) {
                return new StartupRefusal(ExitCode.PORT, "startup.port.in-use", port.getPort());
            }
            root = cause;
        }
        return new StartupRefusal(failure, ExitCode.OTHER, "startup.unexpected", oneLine(root));
    }

    /** What kind of failure it is, and the first line of what it says. */
    static String oneLine(Throwable failure) {
        String message = failure.getMessage();
        List<String> lines =
                message == null ? List.of() : message.strip().lines().toList();
        return failure.getClass().getSimpleName() + (lines.isEmpty() ? "" : ": " + lines.get(0));
    }
}
