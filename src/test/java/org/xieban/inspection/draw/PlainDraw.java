package org.xieban.inspection.draw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A second draw, written from {@code docs/draw.md} with nothing but Java's own classes and a reader of JSON: a mistake of
 * the product's is not repeated here.
 */
public final class PlainDraw {

    private final JsonNode terms;
    private byte[] k = new byte[32];
    private byte[] v = new byte[32];

    private PlainDraw(JsonNode terms) {
        this.terms = terms;
    }

    /** What follows from a published record, a line for each visit; or one line that says what contradicts it. */
    static List<String> again(String json) throws Exception {
        JsonNode record = new ObjectMapper().readTree(json);
        PlainDraw draw = new PlainDraw(record.get("terms"));
        byte[] fingerprint = draw.fingerprint();
        byte[] seed = HexFormat.of().parseHex(record.get("seed").asText());
        if (!HexFormat.of()
                .formatHex(fingerprint)
                .equals(record.get("fingerprint").asText())) {
            return List.of("other terms");
        }
        byte[] committed = sha256(bytes("xieban.org/draw/v1\0"), fingerprint, seed);
        if (!HexFormat.of().formatHex(committed).equals(record.get("commitment").asText())) {
            return List.of("another seed");
        }
        byte[] root =
                Base64.getDecoder().decode(record.get("checkpoint").asText().split("\n")[2]);
        Arrays.fill(draw.v, (byte) 1);
        draw.update(join(seed, root, bytes("xieban.org/draw/v1\0"), fingerprint));
        return draw.visits();
    }

    /** What was published, in the same lines. */
    static List<String> published(String json) throws Exception {
        List<String> lines = new ArrayList<>();
        for (JsonNode visit : new ObjectMapper().readTree(json).get("visits")) {
            StringBuilder line = new StringBuilder(visit.get("object").asText());
            for (Iterator<String> names = visit.get("inspectors").fieldNames(); names.hasNext(); ) {
                String department = names.next();
                line.append(' ')
                        .append(department)
                        .append(texts(visit.get("inspectors").get(department)));
            }
            lines.add(line.append(" not ").append(texts(visit.get("recused"))).toString());
        }
        return lines;
    }

    private List<String> visits() throws Exception {
        List<String> lines = new ArrayList<>();
        Set<String> strata = new TreeSet<>();
        terms.get("objects").forEach(object -> strata.add(object.get("stratum").asText()));
        for (String stratum : strata) {
            int all = 0;
            List<JsonNode> left = new ArrayList<>();
            for (JsonNode object : terms.get("objects")) {
                if (object.get("stratum").asText().equals(stratum)) {
                    all++;
                    if (object.get("visitsLeft").asInt() > 0) {
                        left.add(object);
                    }
                }
            }
            double share = terms.get("shares").get(stratum).asInt() / 10_000.0;
            int count = Math.min(left.size(), (int) Math.ceil(Math.round(all * share * 10_000) / 10_000.0));
            for (int i = 0; i < count; i++) {
                int at = i + below(left.size() - i);
                JsonNode drawn = left.set(at, left.get(i));
                lines.add(visit(drawn));
            }
        }
        return lines;
    }

    private String visit(JsonNode object) throws Exception {
        StringBuilder line = new StringBuilder(object.get("id").asText());
        Set<String> recused = new LinkedHashSet<>();
        for (String department : texts(terms.get("departments"))) {
            List<JsonNode> qualified = new ArrayList<>();
            for (JsonNode inspector : terms.get("inspectors")) {
                if (inspector.get("department").asText().equals(department)
                        && texts(inspector.get("trades"))
                                .contains(object.get("trade").asText())) {
                    qualified.add(inspector);
                }
            }
            Set<String> chosen = new LinkedHashSet<>();
            while (chosen.size() < terms.get("inspectorsEach").asInt()) {
                JsonNode inspector = qualified.get(below(qualified.size()));
                boolean must = texts(inspector.get("recusals"))
                        .contains(object.get("id").asText());
                (must ? recused : chosen).add(inspector.get("id").asText());
            }
            line.append(' ').append(department).append(new ArrayList<>(chosen));
        }
        return line.append(" not ").append(new ArrayList<>(recused)).toString();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private byte[] fingerprint() throws Exception {
        StringBuilder lines = new StringBuilder("xieban.org/draw/v1\t"
                + terms.get("hash").asText() + "\t" + String.join(",", texts(terms.get("departments"))) + "\t"
                + terms.get("inspectorsEach") + "\n");
        Set<String> strata = new TreeSet<>();
        terms.get("shares").fieldNames().forEachRemaining(strata::add);
        strata.forEach(each ->
                lines.append("share\t" + each + "\t" + terms.get("shares").get(each) + "\n"));
        terms.get("objects")
                .forEach(each -> lines.append("object\t" + each.get("id").asText() + "\t"
                        + each.get("stratum").asText() + "\t"
                        + each.get("trade").asText() + "\t" + each.get("visitsLeft")
                        + "\n"));
        terms.get("inspectors")
                .forEach(each -> lines.append("inspector\t" + each.get("id").asText() + "\t"
                        + each.get("department").asText() + "\t" + String.join(",", texts(each.get("trades"))) + "\t"
                        + String.join(",", texts(each.get("recusals"))) + "\n"));
        return sha256(bytes(lines.toString()));
    }

    // ---- SP 800-90A 10.1.2

    private int below(int n) throws Exception {
        BigInteger most = BigInteger.ONE.shiftLeft(64);
        BigInteger bound = BigInteger.valueOf(n);
        BigInteger x;
        do {
            x = new BigInteger(1, Arrays.copyOf(generate(), 8));
        } while (x.compareTo(most.subtract(most.mod(bound))) >= 0);
        return x.mod(bound).intValue();
    }

    private byte[] generate() throws Exception {
        v = hmac(k, v);
        byte[] said = v;
        k = hmac(k, join(v, new byte[] {0}));
        v = hmac(k, v);
        return said;
    }

    private void update(byte[] seedMaterial) throws Exception {
        for (byte mark = 0; mark < 2; mark++) {
            k = hmac(k, join(v, new byte[] {mark}, seedMaterial));
            v = hmac(k, v);
        }
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text);
    }

    private static byte[] sha256(byte[]... parts) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(join(parts));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
