package org.xieban.emergency.event;

import java.math.BigDecimal;
import org.xieban.engine.form.Answers;

/** The harm as forms ask for it. */
public final class HarmAnswers {

    private HarmAnswers() {}

    /** The harm as it is known with what was answered; what was left empty has not changed. */
    public static Harm of(Harm before, Answers answers) {
        String sensitivity = answers.text("sensitivity");
        return new Harm(
                number(answers, "dead", before.dead()),
                number(answers, "missing", before.missing()),
                number(answers, "seriouslyInjured", before.seriouslyInjured()),
                number(answers, "injured", before.injured()),
                number(answers, "evacuated", before.evacuated()),
                amount(answers, "lossYuan", before.lossYuan()),
                amount(answers, "areaKm2", before.areaKm2()),
                sensitivity.isEmpty() ? before.sensitive() : sensitivity.equals("YES"));
    }

    private static int number(Answers answers, String key, int before) {
        return answers.values().get(key) instanceof Number ? answers.number(key) : before;
    }

    private static BigDecimal amount(Answers answers, String key, BigDecimal before) {
        return answers.values().get(key) instanceof Number ? answers.amount(key) : before;
    }
}
