package org.xieban.inspection.visit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.FileType;
import org.xieban.trace.Fingerprint;

/** What was taken down on site. */
record SiteRecord(
        List<Arrival> arrivals,
        List<Found> results,
        List<Photograph> photographs,
        List<Signature> signatures,
        List<Change> changes) {

    /** How somebody showed that he was at the door (扫码入企). */
    public enum How {
        SCANNED,
        TYPED,
        /** There was no code, and he says why. */
        NO_CODE;

        public String textKey() {
            return "inspection.arrival." + name();
        }
    }

    /**
     * Somebody has come to the object.
     *
     * @param madeAt by the clock of the phone
     */
    public record Arrival(
            UUID id,
            String department,
            String login,
            How how,
            @Nullable String reason,
            Instant madeAt,
            Instant at) {}

    /** What a point that was looked at comes to. */
    public enum Answer {
        PASS,
        FAIL,
        NOT_APPLICABLE;

        public String textKey() {
            return "inspection.point." + name();
        }
    }

    /** A point of an item as it read then, and how it stood. */
    public record Point(String point, Answer answer) {}

    public record Found(
            UUID id,
            String item,
            String department,
            ResultKind kind,
            String finding,
            List<Point> points,
            String officer,
            Instant at) {

        ItemResult result() {
            return new ItemResult(item, department, kind, finding);
        }
    }

    /**
     * A photograph; its content is kept where materials are.
     *
     * @param takenAt by the clock of the phone
     */
    public record Photograph(
            UUID id,
            String department,
            @Nullable String item,
            String sha256,
            FileType type,
            long size,
            Instant takenAt,
            Instant at,
            String officer,
            String caption) {}

    /** Who signs. */
    public enum Party {
        INSPECTOR,
        OBJECT
    }

    /** What became of it. */
    public enum Outcome {
        SIGNED,
        /** Then with witness or video. */
        REFUSED,
        /** Nobody was there who could; then with witness or video. */
        ABSENT;

        public String textKey() {
            return "inspection.signature." + name();
        }
    }

    /**
     * A signature, or that there is none.
     *
     * @param login of an inspector, null of the object
     * @param image SHA-256 of what was written, null where nothing was
     * @param video number of the recording
     * @param covers SHA-256 of the results that it is under
     */
    public record Signature(
            UUID id,
            String department,
            Party party,
            @Nullable String login,
            String name,
            Outcome outcome,
            @Nullable String image,
            String witness,
            String video,
            String covers,
            Instant at) {}

    /** Somebody went instead of another. */
    public record Change(String department, String leftOut, String sent, String reason, String officer, Instant at) {}

    public SiteRecord {
        arrivals = List.copyOf(arrivals);
        results = List.copyOf(results);
        photographs = List.copyOf(photographs);
        signatures = List.copyOf(signatures);
        changes = List.copyOf(changes);
    }

    Optional<Found> result(String item) {
        return results.stream().filter(each -> each.item().equals(item)).findFirst();
    }

    /** SHA-256 of what a department has found: what is signed. */
    String covers(String department) {
        return Fingerprint.sha256(results.stream()
                .filter(each -> each.department().equals(department))
                .map(each -> String.join(
                        "\n",
                        each.item(),
                        each.kind().name(),
                        each.finding(),
                        each.points().stream()
                                .map(point -> point.answer() + " " + point.point())
                                .collect(Collectors.joining("\n"))))
                .collect(Collectors.joining("\n\n"))
                .getBytes(StandardCharsets.UTF_8));
    }

    /** The signatures under what a department has found, as it is now; the last of each who signed. */
    public List<Signature> signedNow(String department) {
        String covers = covers(department);
        return signatures.stream()
                .filter(each ->
                        each.department().equals(department) && each.covers().equals(covers))
                .toList();
    }

    /** The part of it that a department took down. */
    SiteRecord of(String department) {
        return new SiteRecord(
                arrivals.stream()
                        .filter(each -> each.department().equals(department))
                        .toList(),
                results.stream()
                        .filter(each -> each.department().equals(department))
                        .toList(),
                photographs.stream()
                        .filter(each -> each.department().equals(department))
                        .toList(),
                signatures.stream()
                        .filter(each -> each.department().equals(department))
                        .toList(),
                changes.stream()
                        .filter(each -> each.department().equals(department))
                        .toList());
    }
}
