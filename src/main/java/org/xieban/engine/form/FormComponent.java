package org.xieban.engine.form;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A component of a form, as its author drew it. */
public sealed interface FormComponent {

    /** Its id within the form; where its author gave none, its place such as {@code components[2]}. */
    String id();

    /** When it is left out of the form with all it holds; null for never. */
    @Nullable
    Feel hide();

    /** An expression of the form's author. */
    record Feel(String source, FeelEvaluator.Expression expression) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Feel feel && feel.source.equals(source);
        }

        @Override
        public int hashCode() {
            return source.hashCode();
        }
    }

    /** Shows something and takes no value: text, html, image, iframe, table, spacer, separator, button. */
    record Presentation(String id, @Nullable Feel hide, String type) implements FormComponent {}

    /**
     * Holds components together.
     *
     * @param path where their values stand below those of its parent; empty where beside them
     */
    record Group(String id, @Nullable Feel hide, List<String> path, List<FormComponent> components)
            implements FormComponent {}

    /**
     * Repeats its components for each row of a list.
     *
     * @param path of the list
     * @param rows how many there are at first where the data name none
     * @param open whether rows may be added and taken away
     */
    record DynamicList(
            String id, @Nullable Feel hide, List<String> path, List<FormComponent> components, int rows, boolean open)
            implements FormComponent {}

    /** Takes a value. */
    sealed interface Field extends FormComponent {

        /** What all fields have. */
        Basics basics();

        @Override
        default String id() {
            return basics().id();
        }

        @Override
        default @Nullable Feel hide() {
            return basics().hide();
        }
    }

    /**
     * What all fields have.
     *
     * @param key where the value stands below that of the holding component
     * @param label as the officer reads it, null where there is none or it is computed
     * @param disabled shown only: its value is neither submitted nor checked
     * @param readonly that the value stays as it was, {@link Readonly#NEVER} mostly
     * @param defaultValue its value where the data have none, null where it has none
     * @param properties what its author noted beside it, such as {@code example} and {@code target}
     */
    record Basics(
            String id,
            String type,
            @Nullable Feel hide,
            List<String> key,
            @Nullable String label,
            boolean required,
            boolean disabled,
            Readonly readonly,
            @Nullable Object defaultValue,
            Map<String, String> properties) {

        /** Whether the value is a fact by which the process takes its way, stored as a process variable. */
        public boolean routing() {
            return "variable".equals(properties.get("target"));
        }
    }

    /** Whether a field's value stays as the case knows it. */
    record Readonly(boolean always, @Nullable Feel when) {
        public static final Readonly NEVER = new Readonly(false, null);
        static final Readonly ALWAYS = new Readonly(true, null);
    }

    /** A limit: a number, or computed from the form's values. */
    record Limit(@Nullable BigDecimal number, @Nullable Feel computed) {}

    /** One line of text. */
    record TextField(Basics basics, TextRules rules) implements Field {}

    /** Text of several lines. */
    record TextArea(Basics basics, TextRules rules) implements Field {}

    /**
     * What a text must be like; each may be null.
     *
     * @param minLength in UTF-16 units, without white space around the text
     * @param maxLength likewise
     * @param pattern a regular expression as browsers read it, found anywhere in the text
     */
    record TextRules(
            @Nullable Limit minLength,
            @Nullable Limit maxLength,
            @Nullable String pattern,
            @Nullable Format format) {

        /** The built-in formats of form-js. */
        enum Format {
            EMAIL,
            /** With the country's prefix: {@code +86…}; a domestic number needs a pattern. */
            PHONE
        }
    }

    /**
     * A number.
     *
     * @param decimals most digits after the point, null for any
     * @param step the value is a multiple of it, null for any
     * @param asText whether the value travels as text, so as to keep all digits
     */
    record NumberField(
            Basics basics,
            @Nullable Limit min,
            @Nullable Limit max,
            @Nullable Integer decimals,
            @Nullable BigDecimal step,
            boolean asText)
            implements Field {}

    /**
     * A date, a time of day, or both.
     *
     * @param zone how the time's zone is written
     * @param notPast whether days gone by are refused
     */
    record DateTimeField(Basics basics, Kind kind, Zone zone, boolean notPast) implements Field {

        /** What it asks for. */
        public enum Kind {
            DATE,
            TIME,
            DATE_TIME
        }

        /** {@code 09:30+08:00}, {@code 01:30Z}, {@code 09:30}. */
        public enum Zone {
            OFFSET,
            UTC,
            NONE
        }
    }

    /** A tick box. */
    record CheckBox(Basics basics) implements Field {}

    /** One of several options: radio buttons, a selection. */
    record SingleChoice(Basics basics, Options options) implements Field {}

    /** Any of several options: a check list, a list of tags. */
    record MultipleChoice(Basics basics, Options options) implements Field {}

    /** Computed from other values; what is submitted for it is not looked at. */
    record ComputedField(Basics basics, Feel value) implements Field {}

    /** Where the options of a choice come from. */
    sealed interface Options {

        /** Written in the form. */
        record Fixed(List<Option> options) implements Options {}

        /** Given with the data under this name. */
        record FromData(String key) implements Options {}

        /** Computed. */
        record Computed(Feel list) implements Options {}
    }

    /** An option: what is shown, what is submitted. */
    record Option(String label, Object value) {}
}
