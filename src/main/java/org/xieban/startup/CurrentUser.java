package org.xieban.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/** Who runs this process, as the file system names him: also where the user has a number but no name. */
final class CurrentUser {

    private static final Path OWN_PROCESS = Path.of("/proc/self");

    private CurrentUser() {}

    static UserPrincipal principal() throws IOException {
        if (Files.exists(OWN_PROCESS)) {
            return Files.getOwner(OWN_PROCESS);
        }
        Path probe = Files.createTempFile("xieban", ".owner");
        try {
            return Files.getOwner(probe);
        } finally {
            Files.delete(probe);
        }
    }

    /** Whether this is root, as whom PostgreSQL refuses to run. */
    static boolean isRoot() {
        try {
            return Files.exists(OWN_PROCESS)
                    && Integer.valueOf(0).equals(Files.getAttribute(OWN_PROCESS, "unix:uid", new LinkOption[0]));
        } catch (IOException | UnsupportedOperationException notUnix) {
            return false;
        }
    }
}
