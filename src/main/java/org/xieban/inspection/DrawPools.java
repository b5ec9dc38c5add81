package org.xieban.inspection;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xieban.inspection.draw.DrawTerms;
import org.xieban.inspection.register.CreditClass;
import org.xieban.inspection.register.InspectionSettings;
import org.xieban.inspection.register.Inspector;
import org.xieban.inspection.register.InspectorRegister;
import org.xieban.inspection.register.RegisterFilter;
import org.xieban.ledger.log.LogHash;
import org.xieban.trace.Rows;

/**
 * The pools of a draw: who of the registers a plan means, frozen under pseudonyms that only the key of the draw gives
 * back.
 */
@Component
class DrawPools {

    /** Hexadecimal digits of a pseudonym: 80 bits, so that no two of a million meet. */
    private static final int PSEUDONYM = 20;

    /** Of a block of SHA-256, as HMAC has it (RFC 2104). */
    private static final int BLOCK = 64;

    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private static final String POOL = """
            with used as (
                select v.credit_code, count(*) as visits from visit v
                 where v.year = :year and v.state <> 'CANCELLED' group by v.credit_code),
            spent as (
                select v.credit_code, t.trades
                  from visit v join visit_item i on i.visit = v.id join inspection_item t on t.code = i.item
                 where v.year = :year and v.state <> 'CANCELLED' and t.code = any(:items)
                 group by v.credit_code, t.code having count(*) >= t.yearly_cap)
            select o.credit_code, o.credit_class, o.trade,
                   case when exists (select from spent s where s.credit_code = o.credit_code
                                        and (s.trades = '{}' or o.trade = any(s.trades))) then 0
                        else greatest(0, (:caps)[ascii(o.credit_class) - 64] - coalesce(u.visits, 0)) end as visits_left
              from inspection_object o left join used u on u.credit_code = o.credit_code
             where o.listed and o.trade = any(:trades) and o.credit_class = any(:classes)
               and (:regions = '{}' or o.region like any(:regions))
               and (:marks = '{}' or o.risk_marks && :marks)
            """.replace(":caps)", "cast(:caps as int[]))")
            .replace(":regions =", "cast(:regions as text[]) =")
            .replace(":marks =", "cast(:marks as text[]) =")
            .replace("&& :marks", "&& cast(:marks as text[])");

    private final JdbcClient jdbc;
    private final InspectorRegister inspectors;
    private final InspectionSettings settings;

    DrawPools(JdbcClient jdbc, InspectorRegister inspectors, InspectionSettings settings) {
        this.jdbc = jdbc;
        this.inspectors = inspectors;
        this.settings = settings;
    }

    private JdbcClient.StatementSpec pool(String sql, InspectionPlan.Terms terms) {
        return jdbc.sql(sql)
                .param("year", terms.year())
                .param("items", terms.items().toArray(String[]::new))
                .param("caps", settings.visitsPerYear().values().toArray(Integer[]::new))
                .param("trades", terms.trades().toArray(String[]::new))
                .param(
                        "classes",
                        terms.shares().entrySet().stream()
                                .filter(share -> share.getValue() > 0)
                                .map(share -> share.getKey().name())
                                .toArray(String[]::new))
                .param(
                        "regions",
                        terms.regions().stream()
                                .map(region -> RegisterFilter.within(region) + "%")
                                .toArray(String[]::new))
                .param("marks", terms.riskMarks().toArray(String[]::new));
    }

    /**
     * What a plan would draw of a class.
     *
     * @param objects in the pool
     * @param open those of them that may still be visited this year
     * @param wanted so many the share asks for
     */
    record Stratum(CreditClass creditClass, int objects, int open, int wanted) {

        /** So many are drawn. */
        public int drawn() {
            return Math.min(open, wanted);
        }
    }

    /** What a plan would draw if it were drawn now. */
    List<Stratum> preview(InspectionPlan.Terms terms) {
        List<Stratum> strata = new ArrayList<>();
        pool(
                        "select p.credit_class, count(*) as objects, count(*) filter (where p.visits_left > 0) as open from ("
                                + POOL + ") p group by 1 order by 1",
                        terms)
                .query(row -> {
                    CreditClass creditClass = CreditClass.valueOf(row.getString("credit_class"));
                    int objects = row.getInt("objects");
                    int share = terms.shares().getOrDefault(creditClass, 0);
                    strata.add(new Stratum(creditClass, objects, row.getInt("open"), (int)
                            (((long) objects * share + DrawTerms.WHOLE - 1) / DrawTerms.WHOLE)));
                });
        return strata;
    }

    /** Freezes both pools under a draw that is kept already. */
    void freeze(String draw, byte[] key, InspectionPlan plan) {
        pool(
                        "insert into draw_object (draw, pseudonym, credit_code, stratum, trade, visits_left)"
                                + " select :draw, substr(encode(sha256(:outer || sha256(:inner ||"
                                + " convert_to(p.credit_code, 'UTF8'))), 'hex'), 1, " + PSEUDONYM + "),"
                                + " p.credit_code, p.credit_class, p.trade, p.visits_left from (" + POOL
                                + ") p order by 2",
                        plan.terms())
                .param("draw", draw)
                .param("outer", padded(key, OUTER))
                .param("inner", padded(key, INNER))
                .update();
        record Row(String pseudonym, String login, String department, List<String> trades, List<String> recusals) {}
        List<Row> rows = new ArrayList<>();
        for (Inspector each : inspectors.of(plan.departments())) {
            List<String> trades = each.trades().stream()
                    .filter(plan.terms().trades()::contains)
                    .toList();
            if (each.maySetOut(plan.terms().ends()) && !trades.isEmpty()) {
                rows.add(new Row(
                        pseudonym(key, "inspector/" + each.login()),
                        each.login(),
                        each.department(),
                        trades,
                        each.recusals().stream()
                                .map(recusal -> pseudonym(key, recusal.creditCode()))
                                .sorted()
                                .distinct()
                                .toList()));
            }
        }
        jdbc.sql("""
                        insert into draw_inspector (draw, pseudonym, login, department, trades, recusals)
                        select :draw, r.pseudonym, r.login, r.department, r.trades,
                               array(select o.pseudonym from draw_object o
                                      where o.draw = :draw and o.pseudonym = any(r.recusals) order by o.pseudonym)
                          from json_to_recordset(cast(:rows as json)) as r (
                               pseudonym text, login text, department text, trades text[], recusals text[])""").param("draw", draw).param("rows", Rows.json(rows)).update();
    }

    private static byte[] padded(byte[] key, byte with) {
        byte[] block = Arrays.copyOf(key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= with;
        }
        return block;
    }

    /** HMAC with SHA-256 (RFC 2104), as the database reckons it of objects. */
    static String pseudonym(byte[] key, String of) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of()
                    .formatHex(mac.doFinal(of.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, PSEUDONYM);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /**
     * The terms of a draw as its frozen pools have them now.
     *
     * @throws org.xieban.inspection.draw.DrawImpossibleException where they allow no draw
     */
    DrawTerms terms(String draw, LogHash hash, InspectionPlan plan) {
        TreeMap<String, Integer> shares = new TreeMap<>();
        new EnumMap<>(plan.terms().shares()).forEach((creditClass, share) -> {
            if (share > 0) {
                shares.put(creditClass.name(), share);
            }
        });
        // of a million rows, few words differ
        Map<String, String> words = new HashMap<>();
        List<DrawTerms.Target> objects = jdbc.sql(
                        "select pseudonym, stratum, trade, visits_left from draw_object where draw = :draw order by pseudonym")
                .param("draw", draw)
                .query((row, number) -> new DrawTerms.Target(
                        row.getString(1),
                        words.computeIfAbsent(row.getString(2), word -> word),
                        words.computeIfAbsent(row.getString(3), word -> word),
                        row.getInt(4)))
                .list();
        List<DrawTerms.Inspector> going = jdbc.sql(
                        "select pseudonym, department, trades, recusals from draw_inspector where draw = :draw order by pseudonym")
                .param("draw", draw)
                .query((row, number) -> new DrawTerms.Inspector(
                        row.getString(1),
                        row.getString(2),
                        PlanRepository.texts(row, "trades"),
                        PlanRepository.texts(row, "recusals")))
                .list();
        return new DrawTerms(hash, plan.departments(), plan.terms().inspectorsEach(), shares, objects, going);
    }
}
