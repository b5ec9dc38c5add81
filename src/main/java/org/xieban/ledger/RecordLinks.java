package org.xieban.ledger;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/** Links that carry on the query one is looking at, without the fields that restrict nothing. */
final class RecordLinks {

    private RecordLinks() {}

    /** The list from the newest entry on, or of those older than one. */
    static String list(RecordQuery query, @Nullable UUID before) {
        Map<String, String> parameters = new LinkedHashMap<>(query.restrictions());
        if (before != null) {
            parameters.put("before", before.toString());
        }
        return link("", parameters);
    }

    static String export(RecordQuery query) {
        return link("/export", query.restrictions());
    }

    private static String link(String path, Map<String, String> parameters) {
        String context =
                ServletUriComponentsBuilder.fromCurrentContextPath().build().getPath();
        UriComponentsBuilder link =
                UriComponentsBuilder.fromPath((context == null ? "" : context) + "/ledger/record" + path);
        parameters.keySet().forEach(name -> link.queryParam(name, "{" + name + "}"));
        return link.encode().buildAndExpand(parameters).toUriString();
    }
}
