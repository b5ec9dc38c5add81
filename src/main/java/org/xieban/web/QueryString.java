package org.xieban.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What a list is asked for as the query of its address, encoded: what is not asked for is not in it. */
public final class QueryString {

    private final StringJoiner parameters = new StringJoiner("&");

    /** With one more; left out where it is null or blank. */
    public QueryString with(String name, @Nullable Object value) {
        if (value != null && !value.toString().isBlank()) {
            parameters.add(name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
        }
        return this;
    }

    /** Behind the question mark; empty where nothing is asked for. */
    @Override
    public String toString() {
        return parameters.toString();
    }
}
