package org.xieban.catalogue;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.xieban.startup.ExitCode;
import org.xieban.startup.StartupRefusal;

/**
 * What is wrong with one field of an item.
 *
 * @param path where: {@code materials[2].name}
 * @param code the message {@code problem.<code>} says what
 * @param arguments of the message
 */
record Violation(String path, String code, List<String> arguments) {

    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    static Violation of(String path, String code, Object... arguments) {
        return new Violation(
                path, code, Arrays.stream(arguments).map(String::valueOf).toList());
    }

    /** That the product will not start with a file in which this stands. */
    StartupRefusal inFile(String file, int line) {
        return new StartupRefusal(
                ExitCode.CATALOGUE, "catalogue.broken", file, line, path, text(Locale.ROOT), text(Locale.ENGLISH));
    }

    /** There is no context yet to ask for messages when files are read. */
    private String text(Locale locale) {
        ResourceBundle texts = ResourceBundle.getBundle("messages-catalogue", locale, NO_FALLBACK);
        return new MessageFormat(texts.getString("problem." + code), locale).format(arguments.toArray());
    }
}
