package org.xieban.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** How a version is stored: the fields of {@link ServiceItem} as they stand in an item file. */
final class ItemJson {

    // its own and not the application's, since stored versions must be read alike for ever
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private ItemJson() {}

    static String write(ServiceItem item) {
        try {
            return MAPPER.writeValueAsString(item);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static ServiceItem read(String json) {
        try {
            return MAPPER.readValue(json, ServiceItem.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored item cannot be read", broken);
        }
    }

    static ObjectNode tree(ServiceItem item) {
        return MAPPER.valueToTree(item);
    }
}
