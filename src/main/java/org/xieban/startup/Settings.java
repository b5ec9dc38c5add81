package org.xieban.startup;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** The settings that decide whether the product can start, read from command line, environment and files alike. */
record Settings(Environment environment) {

    static final String DEMONSTRATION = "demonstration";
    static final String PRODUCTION = "production";

    /** The option of the {@link Errand} that this start is for. */
    static final String ERRAND = "xieban.errand";

    private static final Set<String> PROFILES = Set.of(DEMONSTRATION, PRODUCTION);

    /** Whether a database other than the product's own is to be used. */
    boolean namesDatabase() {
        return StringUtils.hasText(environment.getProperty("xieban.db.url"));
    }

    String databaseUrl() {
        return environment.getProperty("xieban.db.url", "").strip();
    }

    @Nullable
    String databaseUser() {
        return environment.getProperty("xieban.db.user");
    }

    @Nullable
    String databasePassword() {
        return environment.getProperty("xieban.db.password");
    }

    /** Makes the profile that holds by default an active one, and refuses what is not a profile of the product. */
    static void settleProfile(ConfigurableEnvironment environment) {
        List<String> active = Arrays.asList(environment.getActiveProfiles());
        for (String profile : active) {
            if (!PROFILES.contains(profile)) {
                throw new StartupRefusal(ExitCode.PROFILE, "startup.profile.unknown", profile);
            }
        }
        if (active.containsAll(PROFILES)) {
            throw new StartupRefusal(ExitCode.PROFILE, "startup.profile.both");
        }
        if (active.isEmpty()) {
            String chosen = environment.getDefaultProfiles()[0];
            if (chosen.equals(DEMONSTRATION) && new Settings(environment).namesDatabase()) {
                // named in a file, which was read too late to choose by it: demonstration people must not get in there
                throw new StartupRefusal(ExitCode.PROFILE, "startup.profile.needed");
            }
            environment.setActiveProfiles(chosen);
        }
    }

    /** Whether this start is for an {@link Errand} alone. */
    boolean isForErrand() {
        return environment.getProperty(ERRAND) != null;
    }

    /** The port to be opened, 0 for any that is free. */
    int port() {
        String port = environment.getProperty("server.port", "8080");
        try {
            int number = Integer.parseInt(port.strip());
            if (number >= 0 && number <= 65535) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw new StartupRefusal(ExitCode.SETTING, "startup.port.invalid", port);
    }

    /** The address the port is opened on; null for all of the machine's. */
    @Nullable
    InetAddress address() {
        String address = environment.getProperty("server.address");
        try {
            return StringUtils.hasText(address) ? InetAddress.getByName(address) : null;
        } catch (UnknownHostException unknown) {
            throw new StartupRefusal(unknown, ExitCode.SETTING, "startup.address.unknown", address);
        }
    }

    Path data() {
        return path("xieban.data", "./data");
    }

    /** Where the programs of the product's own PostgreSQL are unpacked; by default in the data folder. */
    Path binaries(Path data) {
        return path(
                "xieban.postgres-programs", data.resolve("postgres-programs").toString());
    }

    /** Whether the data are thrown away at the end, as tests do. */
    boolean temporary() {
        return environment.getProperty("xieban.data-temporary", Boolean.class, false);
    }

    /** Whether to end when the process that started this one ends, as under Maven. */
    boolean endsWithParent() {
        return environment.getProperty("xieban.ends-with-parent", Boolean.class, false);
    }

    private Path path(String property, String otherwise) {
        String value = environment.getProperty(property, "");
        try {
            return Path.of(StringUtils.hasText(value) ? value : otherwise);
        } catch (InvalidPathException invalid) {
            throw new StartupRefusal(invalid, ExitCode.SETTING, "startup.data.invalid-path", value);
        }
    }
}
