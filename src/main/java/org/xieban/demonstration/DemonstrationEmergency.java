package org.xieban.demonstration;

import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.emergency.contact.Contacts;
import org.xieban.emergency.plan.ResponsePlans;
import org.xieban.emergency.resource.Resources;
import org.xieban.trace.AtStart;
import org.xieban.trace.TransactionLock;

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
                DemonstrationFile.fill("emergency-contacts.csv", contacts::take);
            }
            if (resources.count() == 0) {
                DemonstrationFile.fill("emergency-resources.csv", resources::take);
            }
            plans.fillEmpty(DemonstrationFile.text("emergency-plans.json"), DEPARTMENT, DRAFTER, ISSUER);
        });
    }
}
