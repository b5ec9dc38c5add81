package org.xieban.startup;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Standard output and error that can write Chinese. {@code System.out} writes question marks where the locale is "C",
 * as it is in most containers and service managers.
 */
public final class Console {

    /** Standard output. */
    public static final PrintStream OUT = stream(FileDescriptor.out);

    /** Standard error. */
    public static final PrintStream ERR = stream(FileDescriptor.err);

    private Console() {}

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, charset());
    }

    /** The terminal's own charset where it has Chinese characters, else UTF-8. */
    static Charset charset() {
        Charset own = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        return own.canEncode() && own.newEncoder().canEncode('办') ? own : StandardCharsets.UTF_8;
    }
}
