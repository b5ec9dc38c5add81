package org.xieban.demonstration;

import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.inspection.register.RegisterImports;
import org.xieban.trace.AtStart;
import org.xieban.trace.TransactionLock;

/** Fills the registers of joint inspection of the demonstration city; what is there stays as it is. */
@Component
@Profile("demonstration")
class DemonstrationRegisters extends AtStart {

    private final RegisterImports registers;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    DemonstrationRegisters(RegisterImports registers, JdbcClient jdbc, TransactionTemplate transaction) {
        super(Turn.DUTIES);
        this.registers = registers;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    protected void work() {
        transaction.executeWithoutResult(status -> {
            // two nodes may start on an empty database at once
            TransactionLock.hold(jdbc, "xieban.demonstration");
            for (String register : List.of("objects", "inspectors", "items")) {
                registers.fillEmpty(register, DemonstrationFile.text("inspection-" + register + ".csv"));
            }
        });
    }
}
