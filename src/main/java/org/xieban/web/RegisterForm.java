package org.xieban.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.ui.Model;
import org.springframework.web.multipart.MultipartFile;

/**
 * An entry of a register as a form, and a table that is taken into it: {@code web/entry}, {@code web/import}.
 *
 * @param key prefix of its texts: {@code <key>.title}, {@code .new}, {@code .import}, {@code .column.<column>}, {@code
 *     .hint.<column>}
 * @param address of its list
 * @param save address to which an entry is sent
 * @param columns of a row, the key first
 * @param optional those that may be left out
 * @param hinted those that need a word more than their name
 */
public record RegisterForm(
        String key, String address, String save, List<String> columns, Set<String> optional, Set<String> hinted) {

    private static final int WRONG = 422;

    /**
     * Shows an entry to edit.
     *
     * @param basedOn version that was seen, 0 for a new one
     * @param choices of the columns that have them: names by values
     */
    public String entry(Cells cells, int basedOn, Map<String, Map<String, String>> choices, Model model) {
        show(columns, cells, basedOn, model);
        model.addAttribute("register", this);
        model.addAttribute("name", basedOn == 0 ? null : cells.typed("name"));
        model.addAttribute("choices", choices);
        return "web/entry";
    }

    /** Puts what was typed and what is wrong with it on the page of a form. */
    public static void show(List<String> columns, Cells cells, int basedOn, Model model) {
        Map<String, String> given = new LinkedHashMap<>();
        columns.forEach(column -> given.put(column, cells.typed(column)));
        model.addAttribute("given", given);
        model.addAttribute("faults", cells.faults().stream().collect(Collectors.groupingBy(Cells.Fault::column)));
        model.addAttribute("basedOn", basedOn);
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

    /** True and false in the language of whoever asks. */
    public static Map<String, String> yesOrNo(MessageSource messages, String yes, String no) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("true", messages.getMessage(yes, null, LocaleContextHolder.getLocale()));
        names.put("false", messages.getMessage(no, null, LocaleContextHolder.getLocale()));
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
            Flash.onPage(refused, Set.of(Refusal.Kind.CONFLICT), model, response);
            return null;
        }
    }

    /** Shows what a table must look like. */
    public String table(Model model) {
        model.addAttribute("register", this);
        return "web/import";
    }

    /** Takes a table that was sent, and shows what became of it. */
    public String take(
            MultipartFile file,
            Model model,
            HttpServletResponse response,
            BiFunction<String, List<CsvReader.Row>, TableRows.Taken> taking)
            throws IOException {
        TableRows.answer(file, model, response, taking);
        return table(model);
    }
}
