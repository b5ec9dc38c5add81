package org.xieban;

import java.util.List;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.xieban.inspection.VerifyDraw;
import org.xieban.ledger.VerifyLedger;
import org.xieban.startup.Console;
import org.xieban.startup.Launch;
import org.xieban.worklist.Reconcile;

@SpringBootApplication
public class XiebanApplication {
    public static void main(String[] args) {
        List<String> words = List.of(args);
        if (!words.isEmpty() && words.get(0).equals(VerifyLedger.COMMAND)) {
            System.exit(VerifyLedger.run(words.subList(1, words.size()), Console.OUT));
        }
        if (!words.isEmpty() && words.get(0).equals(VerifyDraw.COMMAND)) {
            System.exit(VerifyDraw.run(words.subList(1, words.size()), Console.OUT));
        }
        if (words.contains(Reconcile.OPTION)) {
            Launch.carryOut(XiebanApplication.class, Reconcile.OPTION, args);
        }
        Launch.run(XiebanApplication.class, args);
    }
}
