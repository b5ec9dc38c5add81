package org.xieban.inspection.draw;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.ledger.log.Checkpoint;
import org.xieban.signing.SignedNote;
import org.xieban.signing.VerifierKey;

/**
 * A draw as it is published: everything by which anybody can draw it again, and what came out. Hashes and the seed are
 * hexadecimal.
 *
 * @param fingerprint of the terms, and the commitment to the seed: both stood in the public log before the draw
 * @param seed null until the draw
 * @param checkpoint the signed note whose root was mixed in, null until the draw
 */
public record DrawRecord(
        DrawTerms terms,
        String fingerprint,
        String commitment,
        @Nullable String seed,
        @Nullable String checkpoint,
        List<Draw.Visit> visits) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();
    private static final HexFormat HEX = HexFormat.of();

    /** What can be wrong with a record. */
    public enum Fault {
        /** The pools or rules are not those that were laid down before. */
        TERMS_CHANGED,
        /** The seed is not the one that somebody was committed to. */
        SEED_CHANGED,
        /** The checkpoint is none, or is not signed by the key of the log. */
        CHECKPOINT_WRONG,
        /** A visit is not the one that follows. */
        VISIT_CHANGED,
        /** Visits that follow are left out. */
        VISITS_MISSING,
        /** There are visits that do not follow. */
        VISITS_ADDED
    }

    /**
     * One thing that does not fit.
     *
     * @param visit which of the visits, 1 for the first; 0 where it concerns all
     */
    public record Finding(Fault fault, int visit) {}

    public DrawRecord {
        visits = List.copyOf(visits);
    }

    /** What is published before a draw. */
    public static DrawRecord announced(DrawTerms terms, byte[] seed) {
        return new DrawRecord(
                terms,
                HEX.formatHex(terms.fingerprint()),
                HEX.formatHex(Draw.commitment(terms, seed)),
                null,
                null,
                List.of());
    }

    /**
     * The same after the draw.
     *
     * @param checkpoint a signed note that was published later than the announcement
     */
    public DrawRecord drawn(byte[] seed, String checkpoint) {
        List<Draw.Visit> drawn = new ArrayList<>();
        Draw.carryOut(terms, seed, root(checkpoint), drawn::add);
        return new DrawRecord(terms, fingerprint, commitment, HEX.formatHex(seed), checkpoint, drawn);
    }

    /**
     * Draws it again.
     *
     * @param keys of the log; none leaves the signature of the checkpoint unchecked
     * @return what does not fit, nothing where all does
     * @throws IllegalArgumentException where nothing was drawn yet
     */
    public List<Finding> check(List<VerifierKey> keys) {
        if (seed == null || checkpoint == null) {
            throw new IllegalArgumentException("nothing was drawn yet");
        }
        List<Finding> findings = new ArrayList<>();
        if (!fingerprint.equals(HEX.formatHex(terms.fingerprint()))) {
            findings.add(new Finding(Fault.TERMS_CHANGED, 0));
        }
        byte[] said = seed(seed);
        if (said.length != Draw.SEED || !commitment.equals(HEX.formatHex(Draw.commitment(terms, said)))) {
            findings.add(new Finding(Fault.SEED_CHANGED, 0));
        }
        byte[] root;
        try {
            SignedNote note = SignedNote.parse(checkpoint);
            root = root(checkpoint);
            if (!keys.isEmpty() && keys.stream().noneMatch(note::isSignedBy)) {
                findings.add(new Finding(Fault.CHECKPOINT_WRONG, 0));
            }
        } catch (IllegalArgumentException none) {
            findings.add(new Finding(Fault.CHECKPOINT_WRONG, 0));
            return findings;
        }
        if (said.length == Draw.SEED) {
            compare(said, root, findings);
        }
        return findings;
    }

    private void compare(byte[] said, byte[] root, List<Finding> findings) {
        Iterator<Draw.Visit> published = visits.iterator();
        int[] at = {0, 0};
        Draw.carryOut(terms, said, root, visit -> {
            at[0]++;
            if (at[1] == 0 && published.hasNext() && !published.next().equals(visit)) {
                at[1] = at[0];
            }
        });
        if (at[1] > 0) {
            findings.add(new Finding(Fault.VISIT_CHANGED, at[1]));
        }
        if (visits.size() != at[0]) {
            findings.add(new Finding(
                    visits.size() < at[0] ? Fault.VISITS_MISSING : Fault.VISITS_ADDED,
                    Math.min(visits.size(), at[0]) + 1));
        }
    }

    private static byte[] seed(String hex) {
        try {
            return HEX.parseHex(hex);
        } catch (IllegalArgumentException notHex) {
            return new byte[0];
        }
    }

    private static byte[] root(String checkpoint) {
        return Arrays.copyOf(
                Checkpoint.parse(SignedNote.parse(checkpoint).text()).root(), 32);
    }

    /** As it is published. */
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes it as it is published; one of a million objects is no text in the memory. */
    public void write(OutputStream to) throws IOException {
        JSON.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET).writeValue(to, this);
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws IllegalArgumentException where it is something else
     * @throws DrawImpossibleException where its terms never allowed a draw
     */
    public static DrawRecord read(InputStream json) throws IOException {
        try {
            return JSON.readValue(json, DrawRecord.class);
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof DrawImpossibleException impossible) {
                throw impossible;
            }
            throw new IllegalArgumentException("not the record of a draw");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the record of a draw");
        }
    }
}
