package org.xieban.startup;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the product, or says in one sentence why not. */
public final class Launch {

    private static final Logger LOG = LoggerFactory.getLogger(Launch.class);

    /** What would work beside an errand: the web server, the engine's jobs, and what is done again and again. */
    private static final List<String> NO_WORK_OF_ITS_OWN = List.of(
            "--server.port=-1",
            "--camunda.bpm.job-execution.enabled=false",
            "--xieban.ledger.sequence-every=0s",
            "--xieban.time-limits.sweep-every=0s",
            "--xieban.inspection.draw-every=0s",
            "--xieban.inspection.visit-every=0s",
            "--xieban.notices.mail-every=0s");

    private Launch() {}

    /**
     * Runs the application. Does not return when it could not be started: the reason is printed, what had been started
     * is stopped, and the process ends with one of {@link ExitCode}.
     *
     * @param application the class that bears {@code @SpringBootApplication}
     * @param args the command line
     */
    public static void run(Class<?> application, String... args) {
        start(application, args);
    }

    /**
     * Starts the application for an errand alone, carries it out and ends the process: with 0, or as {@link #run} does
     * where it could not be started.
     *
     * @param option that of the {@link Errand}
     */
    public static void carryOut(Class<?> application, String option, String... args) {
        List<String> settings = new ArrayList<>(List.of(args));
        // the same option twice is a list of both
        settings.removeIf(
                given -> NO_WORK_OF_ITS_OWN.stream().anyMatch(ours -> name(ours).equals(name(given))));
        settings.add("--" + Settings.ERRAND + "=" + option);
        settings.addAll(NO_WORK_OF_ITS_OWN);
        try (ConfigurableApplicationContext context = start(application, settings.toArray(String[]::new))) {
            context.getBeanProvider(Errand.class).stream()
                    .filter(errand -> errand.option().equals(option))
                    .flatMap(errand -> errand.carryOut().stream())
                    .forEach(Console.OUT::println);
        }
        System.exit(0);
    }

    private static String name(String option) {
        return option.split("=", 2)[0];
    }

    private static ConfigurableApplicationContext start(Class<?> application, String... args) {
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
            return spring.run(args);
        } catch (RuntimeException | Error failure) {
            StartupRefusal refusal = asRefusal(failure);
            beforeStart.close();
            LOG.debug("not started", failure);
            refusal.lines().forEach(Console.ERR::println);
            if (refusal.getExitCode() == ExitCode.OTHER.code()) {
                beforeStart.whereToReadMore().forEach(Console.ERR::println);
            }
            System.exit(refusal.getExitCode());
            throw failure;
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
