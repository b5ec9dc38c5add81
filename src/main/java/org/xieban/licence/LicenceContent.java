package org.xieban.licence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.jcajce.provider.digest.SM3;
import org.jspecify.annotations.Nullable;
import org.xieban.signing.CanonicalJson;
import org.xieban.trace.OfficialTime;

/** What is signed of a licence: all it says, in the one form that RFC 8785 knows. */
final class LicenceContent {

    private static final int VERSION = 1;
    private static final int CODE_BYTES = 12;

    private LicenceContent() {}

    /**
     * The text, a line of its own.
     *
     * @param salt of this licence alone, so that nobody guesses its check code
     */
    static String of(Licence licence, String salt) {
        Map<String, @Nullable Object> holder = new LinkedHashMap<>();
        holder.put("kind", licence.holder().kind().name());
        holder.put("name", licence.holder().name());
        holder.put("number", licence.holder().number());
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        content.put("v", VERSION);
        content.put("number", licence.number());
        content.put("type", licence.type());
        content.put("name", licence.name());
        content.put("holder", holder);
        content.put("issuer", licence.issuer());
        content.put("issuerName", licence.issuerName());
        content.put("case", licence.caseNo());
        content.put("item", licence.itemCode());
        content.put("published", licence.published());
        content.put("issuedAt", OfficialTime.of(licence.issuedAt()).toString());
        content.put("validFrom", licence.validFrom().toString());
        content.put(
                "validUntil",
                licence.validUntil() == null ? null : licence.validUntil().toString());
        content.put("salt", salt);
        return CanonicalJson.of(content) + "\n";
    }

    /** The beginning of the text's SM3 hash: long enough that nobody finds it by trying. */
    static String checkCode(String text) {
        byte[] hash = new SM3.Digest().digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, CODE_BYTES));
    }
}
