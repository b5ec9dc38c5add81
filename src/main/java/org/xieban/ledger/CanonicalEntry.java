package org.xieban.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xieban.signing.CanonicalJson;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Recorded;

/** An act as canonical JSON (RFC 8785), and back. Every member is always there, null where there is nothing to say. */
final class CanonicalEntry {

    private static final int VERSION = 1;
    /** RFC 8785 writes numbers as IEEE 754 doubles: whole ones beyond this would lose digits. */
    private static final long EXACT = (1L << 53) - 1;

    private static final DateTimeFormatter AT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private CanonicalEntry() {}

    /**
     * @throws IllegalArgumentException if the act's detail holds what {@link Act} does not allow
     */
    static String of(UUID id, Recorded recorded) {
        Act act = recorded.act();
        Actor actor = recorded.actor();
        Map<String, @Nullable Object> subject = new LinkedHashMap<>();
        subject.put("kind", act.subjectKind());
        subject.put("id", act.subjectId());
        Map<String, @Nullable Object> who = new LinkedHashMap<>();
        who.put("id", actor.id());
        who.put("name", actor.name());
        who.put("department", actor.department());
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("v", VERSION);
        entry.put("id", id.toString());
        entry.put("at", AT.format(recorded.at().atZone(OfficialTime.ZONE)));
        entry.put("act", act.name());
        entry.put("actor", who);
        entry.put("subject", subject);
        entry.put("case", act.caseNo());
        entry.put("step", act.step());
        entry.put("address", recorded.address());
        entry.put("detail", act.detail());
        return CanonicalJson.of(plain(act.name(), entry));
    }

    /** An entry that was read, and the key that it names. */
    record Identified(UUID id, Recorded recorded) {}

    /**
     * @throws IllegalArgumentException if the text is not an entry that {@link #of} wrote
     */
    static Recorded parse(String entry) {
        return identified(entry).recorded();
    }

    /**
     * @throws IllegalArgumentException if the text is not an entry that {@link #of} wrote
     */
    static Identified identified(String entry) {
        try {
            Map<String, @Nullable Object> read = JSON.readValue(entry, OBJECT);
            Map<String, @Nullable Object> actor = object(read, "actor");
            Map<String, @Nullable Object> subject = object(read, "subject");
            Recorded recorded = new Recorded(
                    new Act(
                            text(read, "act"),
                            text(subject, "kind"),
                            text(subject, "id"),
                            (String) read.get("case"),
                            (String) read.get("step"),
                            object(read, "detail")),
                    new Actor(text(actor, "id"), text(actor, "name"), (String) actor.get("department")),
                    at(text(read, "at")),
                    (String) read.get("address"));
            return new Identified(UUID.fromString(text(read, "id")), recorded);
        } catch (JsonProcessingException | ClassCastException e) {
            throw new IllegalArgumentException("not an entry of the record", e);
        }
    }

    private static Instant at(String text) {
        return OffsetDateTime.parse(text, AT).toInstant();
    }

    private static String text(Map<String, @Nullable Object> object, String member) {
        if (object.get(member) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("an entry of the record without " + member);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> object(Map<String, @Nullable Object> object, String member) {
        if (object.get(member) instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new IllegalArgumentException("an entry of the record without " + member);
    }

    private static @Nullable Object plain(String act, @Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Short) {
            return value;
        }
        if (value instanceof Long || value instanceof BigInteger) {
            BigInteger whole = new BigInteger(value.toString());
            return whole.abs().compareTo(BigInteger.valueOf(EXACT)) <= 0 ? (Object) whole : whole.toString();
        }
        if (value instanceof String text) {
            return SafeText.wellFormed(text);
        }
        if (value instanceof Collection<?> values) {
            List<@Nullable Object> list = new ArrayList<>(values.size());
            values.forEach(each -> list.add(plain(act, each)));
            return list;
        }
        if (value instanceof Map<?, ?> values) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            values.forEach((key, each) -> map.put(SafeText.wellFormed((String) key), plain(act, each)));
            return map;
        }
        throw new IllegalArgumentException(
                "the act " + act + " carries a " + value.getClass().getName()
                        + ", which JSON cannot: say it as text, whole number, truth value, list or map");
    }
}
