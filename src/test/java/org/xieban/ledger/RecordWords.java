package org.xieban.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks for what the records of cases hold and no reader is told in words. */
@Component
public class RecordWords {

    private static final Pattern CONSTANT = Pattern.compile("[A-Z]+(_[A-Z]+)*");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcClient jdbc;
    private final MessageSource messages;

    RecordWords(JdbcClient jdbc, MessageSource messages) {
        this.jdbc = jdbc;
        this.messages = messages;
    }

    /** Members without a name and constants without words, {@code <act>.<member>[=<constant>]} each. */
    public Set<String> unsaid() throws Exception {
        List<String> entries = jdbc.sql("select entry from trace_entry where case_no is not null")
                .query(String.class)
                .list();
        Set<String> unsaid = new TreeSet<>();
        for (String entry : entries) {
            JsonNode read = JSON.readTree(entry);
            String act = read.path("act").asText();
            if (!act.startsWith("test.")) {
                read.path("detail").fields().forEachRemaining(member -> {
                    if (!CaseDetails.isNamed(member.getKey(), messages)) {
                        unsaid.add(act + "." + member.getKey());
                    }
                    String value = member.getValue().asText();
                    if (member.getValue().isTextual()
                            && CONSTANT.matcher(value).matches()
                            && CaseDetails.constant(act, member.getKey(), value, messages, Locale.CHINA) == null) {
                        unsaid.add(act + "." + member.getKey() + "=" + value);
                    }
                });
            }
        }
        return unsaid;
    }
}
