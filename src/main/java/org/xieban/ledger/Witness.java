package org.xieban.ledger;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.ledger.LogStore.Identity;
import org.xieban.ledger.LogStore.Published;
import org.xieban.ledger.log.Checkpoint;
import org.xieban.ledger.log.MerkleTree;
import org.xieban.ledger.log.TiledHashes;
import org.xieban.signing.SignedNote;
import org.xieban.signing.WitnessKey;

/**
 * A witness as C2SP tlog-witness describes it: it signs a checkpoint where a proof shows that it continues the last one
 * it signed. Without a key it is whoever takes a signed note by POST and answers 2xx.
 */
final class Witness implements CheckpointReceiver {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CONFLICT = 409;

    private final URI address;
    private final @Nullable WitnessKey key;
    private final LogStore store;
    private final HttpClient http;

    Witness(LogSettings.Witness setting, LogStore store) {
        this.address = setting.url();
        this.key = setting.key() == null ? null : WitnessKey.parse(setting.key());
        this.store = store;
        this.http = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    @Override
    public String name() {
        return address.toString();
    }

    /** Its public key, null where it does not sign. */
    @Nullable
    WitnessKey key() {
        return key;
    }

    @Override
    public List<SignedNote.Signature> deliver(Published latest, long before) throws NotDelivered {
        if (key == null) {
            HttpResponse<String> answer = post(address, latest.note().toString());
            if (answer.statusCode() / 100 != 2) {
                throw refusal(answer.statusCode());
            }
            return List.of();
        }
        HttpResponse<String> answer = add(latest, before);
        if (answer.statusCode() == CONFLICT) {
            long has = size(answer.body());
            if (has > latest.checkpoint().size()) {
                throw new NotDelivered(Reason.LARGER);
            }
            if (has == before) {
                throw new NotDelivered(Reason.CONTRADICTS);
            }
            answer = add(latest, has);
        }
        if (answer.statusCode() != 200) {
            throw refusal(answer.statusCode());
        }
        return signed(latest, answer.body(), key);
    }

    private static List<SignedNote.Signature> signed(Published latest, String lines, WitnessKey by)
            throws NotDelivered {
        List<SignedNote.Signature> signatures;
        try {
            // what others signed is for others to know
            signatures = SignedNote.parse(latest.note().text() + "\n" + lines).signatures().stream()
                    .filter(signature -> by.cosigned(latest.note().text(), signature))
                    .toList();
        } catch (IllegalArgumentException noSignatures) {
            throw new NotDelivered(Reason.NOT_SIGNED);
        }
        if (signatures.isEmpty()) {
            throw new NotDelivered(Reason.NOT_SIGNED);
        }
        return signatures;
    }

    private HttpResponse<String> add(Published latest, long before) throws NotDelivered {
        Checkpoint checkpoint = latest.checkpoint();
        if (before > checkpoint.size()) {
            throw new NotDelivered(Reason.LARGER);
        }
        StringBuilder body = new StringBuilder("old ").append(before).append('\n');
        if (before > 0 && before < checkpoint.size()) {
            for (byte[] hash : proof(before, checkpoint.size())) {
                body.append(Base64.getEncoder().encodeToString(hash)).append('\n');
            }
        }
        body.append('\n').append(latest.note());
        String prefix = address.toString();
        return post(URI.create((prefix.endsWith("/") ? prefix : prefix + "/") + "add-checkpoint"), body.toString());
    }

    private List<byte[]> proof(long before, long size) throws NotDelivered {
        Identity log = store.identity().orElseThrow();
        try {
            return new MerkleTree(log.hash(), new TiledHashes(log.hash(), store)).consistency(before, size);
        } catch (IllegalStateException aPartIsGone) {
            throw new NotDelivered(Reason.CONTRADICTS);
        }
    }

    private HttpResponse<String> post(URI to, String body) throws NotDelivered {
        try {
            return http.send(
                    HttpRequest.newBuilder(to)
                            .timeout(PATIENCE)
                            .header("Content-Type", "text/plain; charset=utf-8")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new NotDelivered(Reason.UNREACHABLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotDelivered(Reason.UNREACHABLE);
        }
    }

    private static long size(String body) throws NotDelivered {
        try {
            return Long.parseLong(body.strip());
        } catch (NumberFormatException e) {
            throw new NotDelivered(Reason.CONTRADICTS);
        }
    }

    private static NotDelivered refusal(int status) {
        return new NotDelivered(
                switch (status) {
                    case 403 -> Reason.UNTRUSTED;
                    case 404 -> Reason.UNKNOWN_LOG;
                    case CONFLICT, 422 -> Reason.CONTRADICTS;
                    default -> Reason.FAILED;
                });
    }
}
