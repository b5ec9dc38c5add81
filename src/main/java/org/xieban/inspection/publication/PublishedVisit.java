package org.xieban.inspection.publication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xieban.inspection.visit.ResultKind;

/**
 * What is published of a visit: the object, what was inspected by which department and the kind of result. No person is
 * named, and nothing that somebody wrote in his own words is published.
 *
 * @param number of the visit's case
 * @param plan title of the plan that it was drawn for; null where it was not
 * @param visitedOn day on which somebody came there
 */
record PublishedVisit(
        String number,
        int version,
        String object,
        String creditCode,
        String trade,
        String region,
        @Nullable String plan,
        LocalDate visitedOn,
        List<Item> items) {

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    /** An item of the list and what was found of it. */
    public record Item(String code, String name, String basis, String department, ResultKind result) {}

    public PublishedVisit {
        items = List.copyOf(items);
    }

    /** The next version, in which some results are others. */
    PublishedVisit corrected(int next, Map<String, ResultKind> results) {
        return new PublishedVisit(
                number,
                next,
                object,
                creditCode,
                trade,
                region,
                plan,
                visitedOn,
                items.stream()
                        .map(item -> new Item(
                                item.code,
                                item.name,
                                item.basis,
                                item.department,
                                results.getOrDefault(item.code, item.result)))
                        .toList());
    }

    /** As it is published and hashed. */
    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and a day are JSON", e);
        }
    }

    static PublishedVisit read(String json) {
        try {
            return JSON.readValue(json, PublishedVisit.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was published is JSON by construction", e);
        }
    }
}
