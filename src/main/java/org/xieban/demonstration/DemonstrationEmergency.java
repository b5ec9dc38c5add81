package org.xieban.demonstration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.emergency.contact.Contacts;
import org.xieban.emergency.plan.ResponsePlans;
import org.xieban.emergency.resource.Resources;
import org.xieban.trace.AtStart;
import org.xieban.trace.TransactionLock;
import org.xieban.web.CsvReader;
import org.xieban.web.TableRows;

/** Gives the demonstration city whom to call, what to bring and what to do in an emergency; what is there stays. */
@Component
@Profile("demonstration")
class DemonstrationEmergency extends AtStart {

    /** Who thought of the plans, and who put them into force. */
    private static final String DEPARTMENT = "yjgl";

    private static final String DRAFTER = "emergency.wu";
    private static final String ISSUER = "leader.jiang";

    private final Contacts contacts;
    private final Resources resources;
    private final ResponsePlans plans;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    DemonstrationEmergency(
            Contacts contacts,
            Resources resources,
            ResponsePlans plans,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        super(Turn.DUTIES);
        this.contacts = contacts;
        this.resources = resources;
        this.plans = plans;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    protected void work() {
        transaction.executeWithoutResult(status -> {
            // two nodes may start on an empty database at once
            TransactionLock.hold(jdbc, "xieban.demonstration");
            if (contacts.all().isEmpty()) {
                fill("emergency-contacts.csv", contacts::take);
            }
            if (resources.count() == 0) {
                fill("emergency-resources.csv", resources::take);
            }
            plans.fillEmpty(read("emergency-plans.json"), DEPARTMENT, DRAFTER, ISSUER);
        });
    }

    private static void fill(String name, BiFunction<String, List<CsvReader.Row>, TableRows.Taken> register) {
        try {
            TableRows.Taken taken = register.apply(name, CsvReader.rows(read(name)));
            if (!taken.wrong().isEmpty()) {
                throw new IllegalStateException(name + " is wrong: " + taken.wrong());
            }
        } catch (CsvReader.Broken e) {
            throw new IllegalStateException(name + " is no table", e);
        }
    }

    private static String read(String name) {
        try {
            return new ClassPathResource("demonstration/" + name).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
