package org.xieban.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the texts of an item's fields and choices are found in the message bundle. */
final class ItemTexts {

    private record Choice(String prefix, String... values) {

        static Choice of(String prefix, Class<? extends Enum<?>> type) {
            Enum<?>[] constants = type.getEnumConstants();
            String[] values = new String[constants.length];
            for (int i = 0; i < constants.length; i++) {
                values[i] = constants[i].name();
            }
            return new Choice("catalogue." + prefix + ".", values);
        }
    }

    private static final Choice FLAG = new Choice("catalogue.flag.", "true", "false");
    private static final Choice UNIT = Choice.of("unit", Term.Unit.class);
    private static final Choice START = Choice.of("startEvent", Term.StartEvent.class);
    private static final Choice WEIGHT = Choice.of("weight", ServiceItem.Weight.class);

    private static final Map<String, Choice> CHOICES = Map.ofEntries(
            Map.entry("kind", Choice.of("kind", ServiceItem.Kind.class)),
            Map.entry("caseKind", Choice.of("caseKind", ServiceItem.CaseKind.class)),
            Map.entry("weight", WEIGHT),
            Map.entry("organ.level", Choice.of("level", ServiceItem.Organ.Level.class)),
            Map.entry("organ.powerSource", Choice.of("powerSource", ServiceItem.Organ.PowerSource.class)),
            Map.entry("statutoryTerm.unit", UNIT),
            Map.entry("statutoryTerm.startEvent", START),
            Map.entry("promisedTerm.unit", UNIT),
            Map.entry("promisedTerm.startEvent", START),
            Map.entry("applicantKinds", Choice.of("applicantKind", ServiceItem.ApplicantKind.class)),
            Map.entry("materials.form", Choice.of("materialForm", Material.Form.class)),
            Map.entry("examinerMayDecide", FLAG),
            Map.entry("materials.required", FLAG),
            Map.entry("materials.mayFollow", FLAG),
            Map.entry("materials.sources.kind", Choice.of("source", Material.Source.Kind.class)),
            Map.entry("specialProcedures", Choice.of("specialProcedure", ServiceItem.SpecialProcedure.class)),
            Map.entry("fee.charged", FLAG),
            Map.entry("service.channels", Choice.of("channel", ServiceItem.Service.Channel.class)),
            Map.entry("result.kind", Choice.of("resultKind", ServiceItem.Result.Kind.class)),
            Map.entry("materials.keptFor.unit", Choice.of("validityUnit", ServiceItem.Validity.Unit.class)),
            Map.entry("result.validity.unit", Choice.of("validityUnit", ServiceItem.Validity.Unit.class)),
            Map.entry("scales.weight", WEIGHT));

    private ItemTexts() {}

    /** A path without its row marks: {@code materials.name} of {@code materials[2].name}. */
    static String field(String path) {
        return path.replaceAll("\\[\\d+]", "");
    }

    /** Prefix of the messages for a field whose value is one of a few; null for one of free text. */
    static @Nullable String choice(String field) {
        Choice choice = CHOICES.get(field);
        return choice == null ? null : choice.prefix();
    }

    /** The values that a field may have, with the message keys of their names; empty for one of free text. */
    static Map<String, String> choices(String field) {
        Map<String, String> keys = new LinkedHashMap<>();
        Choice choice = CHOICES.get(field);
        if (choice != null) {
            for (String value : choice.values()) {
                keys.put(value, choice.prefix() + value);
            }
        }
        return keys;
    }
}
