package org.xieban.emergency.directive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.FileType;

/**
 * An instruction from above in an event (批示).
 *
 * @param number of its case
 * @param event number of the event's case
 * @param saidBy who gave it, name and post
 * @param answerBy until when it is to be answered
 * @param file what came with it, null where nothing did
 * @param answerTo code of the contact whom the answer is sent; null where somebody telephones
 * @param told who took the answer on the telephone; null where nobody did
 * @param answer null until it is answered
 */
public record Instruction(
        String number,
        String event,
        String saidBy,
        Instant saidAt,
        String text,
        @Nullable File file,
        String enteredBy,
        Instant enteredAt,
        Instant answerBy,
        @Nullable String answerTo,
        @Nullable String told,
        Directive.@Nullable End answer) {

    /** A file that is kept as an enclosure. */
    public record File(String name, String sha256, FileType type) {}

    /** Without its text: logs carry no personal data. */
    @Override
    public String toString() {
        return "Instruction[" + number + "]";
    }
}
