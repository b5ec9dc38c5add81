package org.xieban.emergency;

import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.ui.Model;
import org.xieban.web.Cells;
import org.xieban.web.Refusal;

/**
 * An entry of a register as a form, and a table that is taken into it: {@code emergency/entry}, {@code
 * emergency/table-import}.
 *
 * @param key prefix of its texts: {@code <key>.title}, {@code .new}, {@code .import}, {@code .column.<column>}
 * @param address of its list
 * @param save address to which an entry is sent
 * @param columns of a row, the key first
 * @param optional those that may be left out
 */
public record RegisterForm(String key, String address, String save, List<String> columns, Set<String> optional) {

    private static final int WRONG = 422;

    /** Shows an entry to edit; without a version that was seen, a new one. */
    public String entry(
            Cells cells, int basedOn, Map<String, Map<String, String>> choices, @Nullable String name, Model model) {
        Map<String, String> given = new LinkedHashMap<>();
        columns.forEach(column -> given.put(column, cells.typed(column)));
        model.addAttribute("register", this);
        model.addAttribute("name", name);
        model.addAttribute("given", given);
        model.addAttribute("faults", cells.faults().stream().collect(Collectors.groupingBy(Cells.Fault::column)));
        model.addAttribute("choices", choices);
        model.addAttribute("basedOn", basedOn);
        return "emergency/entry";
    }

    /** The names of constants in the language of whoever asks, by the constants. */
    public static <E extends Enum<E>> Map<String, String> names(
            MessageSource messages, E[] all, Function<E, String> textKey) {
        Map<String, String> names = new LinkedHashMap<>();
        for (E each : all) {
            names.put(each.name(), messages.getMessage(textKey.apply(each), null, LocaleContextHolder.getLocale()));
        }
        return names;
    }

    /** Keeps what was typed; null where something is wrong, and what was typed stays on the page. */
    public static <T> @Nullable T kept(Supplier<@Nullable T> keeping, Model model, HttpServletResponse response) {
        try {
            T kept = keeping.get();
            if (kept == null) {
                response.setStatus(WRONG);
            }
            return kept;
        } catch (Refusal refused) {
            if (refused.kind() != Refusal.Kind.CONFLICT) {
                throw refused;
            }
            response.setStatus(refused.kind().status());
            model.addAttribute("refusal", refused);
            return null;
        }
    }

    /** Shows what a table must look like, and what became of the one that was sent. */
    public String table(Model model) {
        model.addAttribute("register", this);
        return "emergency/table-import";
    }
}
