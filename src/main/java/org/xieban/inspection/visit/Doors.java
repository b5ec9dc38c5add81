package org.xieban.inspection.visit;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/**
 * The codes at the doors of objects (扫码入企, 国办发〔2024〕54号): an inspector scans or types the one he finds there, and has
 * been there.
 */
@Component
@Transactional
class Doors {

    /** Nothing that is taken for another when it is read from a wall. */
    private static final String SYMBOLS = "23456789ABCDEFGHJKMNPQRTUVWXY";

    private static final int LENGTH = 8;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Doors(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The code of an object, which is made where it has none. */
    public String of(String creditCode) {
        make(List.of(creditCode));
        return jdbc.sql("select code from visit_door where credit_code = :creditCode")
                .param("creditCode", creditCode)
                .query(String.class)
                .single();
    }

    private record Row(String creditCode, String code) {}

    /** Makes codes for the objects that have none. */
    void make(Collection<String> creditCodes) {
        jdbc.sql("""
                        insert into visit_door (credit_code, code, made_at)
                        select r."creditCode", r.code, :at
                          from json_to_recordset(cast(:rows as json)) as r ("creditCode" text, code text)
                         where not exists (select from visit_door d where d.credit_code = r."creditCode")
                        on conflict (credit_code) do nothing""")
                .param(
                        "rows",
                        Rows.json(creditCodes.stream()
                                .map(each -> new Row(each, made()))
                                .toList()))
                .param("at", OfficialTime.of(OfficialTime.now(clock)))
                .update();
    }

    private String made() {
        StringBuilder code = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            code.append(SYMBOLS.charAt(random.nextInt(SYMBOLS.length())));
        }
        return code.toString();
    }

    /** Whose door it is; empty where no door has that code. */
    @Transactional(readOnly = true)
    public Optional<String> object(String typed) {
        return jdbc.sql("select credit_code from visit_door where code = :code")
                .param("code", code(typed))
                .query(String.class)
                .optional();
    }

    /** What was meant: people type small letters and spaces, and scan the whole address. */
    static String code(String typed) {
        String last = typed.substring(typed.lastIndexOf('/') + 1);
        return last.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }
}
