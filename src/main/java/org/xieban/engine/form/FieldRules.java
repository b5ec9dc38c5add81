package org.xieban.engine.form;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.form.FormComponent.CheckBox;
import org.xieban.engine.form.FormComponent.DateTimeField;
import org.xieban.engine.form.FormComponent.Field;
import org.xieban.engine.form.FormComponent.Limit;
import org.xieban.engine.form.FormComponent.MultipleChoice;
import org.xieban.engine.form.FormComponent.NumberField;
import org.xieban.engine.form.FormComponent.Option;
import org.xieban.engine.form.FormComponent.Options;
import org.xieban.engine.form.FormComponent.SingleChoice;
import org.xieban.engine.form.FormComponent.TextArea;
import org.xieban.engine.form.FormComponent.TextField;
import org.xieban.engine.form.FormComponent.TextRules;

/** The rules that a field's author gave, checked on one value in the order of form-js. */
final class FieldRules {

    /** Takes what is wrong: the code of message {@code problem.<code>} and its arguments. */
    interface Complaints {
        void add(String code, Object... arguments);
    }

    private static final JavaScriptPattern EMAIL = builtIn("^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9]"
            + "(?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$");

    /** The country prefixes of form-js, then the subscriber's number. */
    private static final JavaScriptPattern PHONE =
            builtIn("(\\+|00)(297|93|244|1264|358|355|376|971|54|374|1684|1268|61|43|994|257|32|229|226|"
                    + "880|359|973|1242|387|590|375|501|1441|591|55|1246|673|975|267|236|1|61|41|56|86|225|"
                    + "237|243|242|682|57|269|238|506|53|5999|61|1345|357|420|49|253|1767|45|1809|1829|1849|"
                    + "213|593|20|291|212|34|372|251|358|679|500|33|298|691|241|44|995|44|233|350|224|590|"
                    + "220|245|240|30|1473|299|502|594|1671|592|852|504|385|509|36|62|44|91|246|353|98|964|"
                    + "354|972|39|1876|44|962|81|76|77|254|996|855|686|1869|82|383|965|856|961|231|218|1758|"
                    + "423|94|266|370|352|371|853|590|212|377|373|261|960|52|692|389|223|356|95|382|976|"
                    + "1670|258|222|1664|596|230|265|60|262|264|687|227|672|234|505|683|31|47|977|674|64|"
                    + "968|92|507|64|51|63|680|675|48|1787|1939|850|351|595|970|689|974|262|40|7|250|966|"
                    + "249|221|65|500|4779|677|232|503|378|252|508|381|211|239|597|421|386|46|268|1721|248|"
                    + "963|1649|235|228|66|992|690|993|670|676|1868|216|90|688|886|255|256|380|598|1|998|"
                    + "3906698|379|1784|58|1284|1340|84|678|681|685|967|27|260|263)(9[976]\\d|8[987530]\\d|"
                    + "6[987]\\d|5[90]\\d|42\\d|3[875]\\d|2[98654321]\\d|9[8543210]|8[6421]|6[6543210]|"
                    + "5[87654321]|4[987654310]|3[9643210]|2[70]|7|1)\\d{4,20}$");

    private final FormSchema schema;
    private final Function<@Nullable Limit, @Nullable BigDecimal> limits;
    private final Complaints complaints;

    private FieldRules(
            FormSchema schema, Function<@Nullable Limit, @Nullable BigDecimal> limits, Complaints complaints) {
        this.schema = schema;
        this.limits = limits;
        this.complaints = complaints;
    }

    /**
     * @param changeable whether the value was the submitter's to choose; if not, only what a browser checks too is checked
     */
    static void check(
            FormSchema schema,
            Field field,
            @Nullable Object value,
            boolean changeable,
            LocalDate today,
            Function<@Nullable Limit, @Nullable BigDecimal> limits,
            Function<Options, List<Option>> options,
            Complaints complaints) {
        FieldRules rules = new FieldRules(schema, limits, complaints);
        if (field instanceof NumberField number) {
            rules.decimals(number, value);
        } else if (field instanceof TextField text) {
            rules.pattern(text, text.rules(), value);
        } else if (field instanceof TextArea text) {
            rules.pattern(text, text.rules(), value);
        }
        if (field.basics().required() && empty(field, value)) {
            complaints.add(field instanceof CheckBox ? "form.mustBeChecked" : "form.required");
            return;
        }
        if (field instanceof NumberField number) {
            rules.range(number, value);
        } else if (field instanceof TextField text) {
            rules.text(text.rules(), value);
        } else if (field instanceof TextArea text) {
            rules.text(text.rules(), value);
        } else if (changeable && field instanceof SingleChoice choice) {
            rules.option(options.apply(choice.options()), value);
        } else if (changeable && field instanceof MultipleChoice choice) {
            rules.option(options.apply(choice.options()), value);
        } else if (changeable && field instanceof DateTimeField dateTime && dateTime.notPast()) {
            rules.notPast(dateTime, value, today);
        }
    }

    /** A browser takes spaces for an answer where one is required; here they are none. */
    private static boolean empty(Field field, @Nullable Object value) {
        if (value == null || (field instanceof CheckBox && value.equals(false))) {
            return true;
        }
        return value instanceof String text
                ? Values.trim(text).isEmpty()
                : value instanceof List<?> list && list.isEmpty();
    }

    private void decimals(NumberField field, @Nullable Object value) {
        BigDecimal number = number(value);
        if (number == null || number.signum() == 0) {
            return;
        }
        if (field.decimals() != null && number.scale() > field.decimals()) {
            if (field.decimals() == 0) {
                complaints.add("form.notAnInteger");
            } else {
                complaints.add("form.tooManyDecimals", String.valueOf(field.decimals()));
            }
        }
        if (field.step() != null) {
            BigDecimal beyond = number.remainder(field.step());
            if (beyond.signum() != 0) {
                BigDecimal before = number.subtract(beyond);
                complaints.add("form.notAStep", plain(before), plain(before.add(field.step())));
            }
        }
    }

    private void range(NumberField field, @Nullable Object value) {
        BigDecimal number = number(value);
        BigDecimal min = limits.apply(field.min());
        BigDecimal max = limits.apply(field.max());
        if (number != null && min != null && number.compareTo(min) < 0) {
            complaints.add("form.tooSmall", plain(min));
        }
        if (number != null && max != null && number.compareTo(max) > 0) {
            complaints.add("form.tooLarge", plain(max));
        }
    }

    private void pattern(Field field, TextRules rules, @Nullable Object value) {
        if (rules.pattern() != null
                && value instanceof String text
                && !text.isEmpty()
                && !schema.matches(rules.pattern(), text)) {
            complaints.add("form.pattern", field.basics().properties().getOrDefault("example", rules.pattern()));
        }
    }

    private void text(TextRules rules, @Nullable Object value) {
        if (!(value instanceof String text) || text.isEmpty()) {
            return;
        }
        BigDecimal length = BigDecimal.valueOf(Values.trim(text).length());
        BigDecimal minLength = limits.apply(rules.minLength());
        BigDecimal maxLength = limits.apply(rules.maxLength());
        if (minLength != null && length.compareTo(minLength) < 0) {
            complaints.add("form.tooShort", plain(minLength));
        }
        if (maxLength != null && length.compareTo(maxLength) > 0) {
            complaints.add("form.tooLong", plain(maxLength));
        }
        if (rules.format() == TextRules.Format.PHONE && !PHONE.test(text)) {
            complaints.add("form.notAPhone");
        }
        if (rules.format() == TextRules.Format.EMAIL && !EMAIL.test(text)) {
            complaints.add("form.notAnEmail");
        }
    }

    private void option(List<Option> options, @Nullable Object value) {
        if (!Choices.allows(options, value)) {
            complaints.add("form.notAnOption");
        }
    }

    private void notPast(DateTimeField field, @Nullable Object value, LocalDate today) {
        if (value instanceof String text
                && field.kind() != DateTimeField.Kind.TIME
                && FieldValues.localDate(field, text).isBefore(today)) {
            complaints.add("form.dateInPast");
        }
    }

    private static @Nullable BigDecimal number(@Nullable Object value) {
        if (value instanceof String text && FieldValues.NUMBER.matcher(text).matches()) {
            return Values.shortest(new BigDecimal(text));
        }
        return value instanceof BigDecimal number ? number : null;
    }

    private static String plain(BigDecimal number) {
        return Values.shortest(number).toPlainString();
    }

    private static JavaScriptPattern builtIn(String source) {
        try {
            return JavaScriptPattern.compile(source);
        } catch (JavaScriptPattern.Unsupported broken) {
            throw new IllegalStateException(broken);
        }
    }
}
