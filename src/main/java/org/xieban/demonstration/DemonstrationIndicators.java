package org.xieban.demonstration;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.monitoring.indicator.Indicators;
import org.xieban.trace.AtStart;
import org.xieban.trace.TransactionLock;

/** Registers what the demonstration city's sensors measure; where anything is registered it stays as it is. */
@Component
@Profile("demonstration")
@ConditionalOnProperty(name = "xieban.demonstration.city", havingValue = "true", matchIfMissing = true)
class DemonstrationIndicators extends AtStart {

    private final Indicators indicators;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    DemonstrationIndicators(Indicators indicators, JdbcClient jdbc, TransactionTemplate transaction) {
        super(Turn.INDICATORS);
        this.indicators = indicators;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    protected void work() {
        transaction.executeWithoutResult(status -> {
            // two nodes may start on an empty database at once
            TransactionLock.hold(jdbc, "xieban.demonstration");
            if (indicators.register().byCode().isEmpty()) {
                DemonstrationFile.fill("indicators.csv", indicators::take);
            }
        });
    }
}
