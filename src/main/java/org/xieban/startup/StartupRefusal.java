package org.xieban.startup;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ExitCodeGenerator;

/**
 * The product will not start, for a reason that whoever started it can understand and remove. Thrown by any module
 * while the context starts; however deep it is wrapped, its sentence is printed, no stack trace, everything started so
 * far is stopped, and the process ends with the exit code.
 */
public class StartupRefusal extends RuntimeException implements ExitCodeGenerator {

    @Serial
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final List<String> lines;

    /**
     * @param exitCode with which the process ends
     * @param key key of the sentence in the bundle {@code messages-<first segment of the key>}; the sentence says what
     *     is wrong, where, and what to do
     * @param arguments what the sentence names
     */
    public StartupRefusal(ExitCode exitCode, String key, Object... arguments) {
        this(null, exitCode, key, arguments);
    }

    /** As the other one, with the failure behind it, which goes to the log. */
    public StartupRefusal(@Nullable Throwable cause, ExitCode exitCode, String key, Object... arguments) {
        super(key, cause);
        this.exitCode = exitCode;
        this.lines = Texts.bothLanguages(key, arguments);
    }

    /** The sentence in Chinese and the same in English. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public String getMessage() {
        return String.join(" | ", lines);
    }

    @Override
    public int getExitCode() {
        return exitCode.code();
    }
}
