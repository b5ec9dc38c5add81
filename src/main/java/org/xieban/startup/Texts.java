package org.xieban.startup;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** The product's text bundles before there is a context to ask: on the console Chinese comes first, English after. */
public final class Texts {

    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private Texts() {}

    static String chinese(String key, Object... arguments) {
        return text(Locale.ROOT, key, arguments);
    }

    /**
     * A sentence in Chinese and the same in English.
     *
     * @param key in the bundle {@code messages-<first segment of the key>}
     */
    public static List<String> bothLanguages(String key, Object... arguments) {
        return List.of(chinese(key, arguments), text(Locale.ENGLISH, key, arguments));
    }

    private static String text(Locale locale, String key, Object... arguments) {
        String module = key.substring(0, Math.max(key.indexOf('.'), 0));
        try {
            ResourceBundle bundle = ResourceBundle.getBundle("messages-" + module, locale, NO_FALLBACK);
            return new MessageFormat(bundle.getString(key), locale).format(strings(arguments));
        } catch (MissingResourceException missing) {
            // a refusal must be told even where its text was forgotten
            return key + " " + List.of(arguments);
        }
    }

    /** MessageFormat would write the port 8080 as 8,080. */
    private static Object[] strings(Object... arguments) {
        String[] strings = new String[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            strings[i] = String.valueOf(arguments[i]);
        }
        return strings;
    }
}
