package org.xieban.casefile;

import java.time.Instant;

/**
 * What an officer said for his department (意见).
 *
 * @param step element id of the step that asked for it
 * @param department code
 * @param officer login
 * @param officerName as it stood then
 */
public record Opinion(
        String step,
        String department,
        String officer,
        String officerName,
        Conclusion conclusion,
        String text,
        Instant givenAt) {

    /** What it comes to. */
    public enum Conclusion {
        AGREE,
        /** Agreed to under conditions that the text names. */
        CONDITIONAL,
        DISAGREE;

        /** Message key of its name on the screen. */
        public String textKey() {
            return "casefile.conclusion." + name();
        }

        /** The class by which it is drawn. */
        public String style() {
            return switch (this) {
                case AGREE -> "good";
                case CONDITIONAL -> "warn";
                case DISAGREE -> "bad";
            };
        }
    }
}
