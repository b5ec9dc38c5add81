package org.xieban.ledger;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What the owner of the database can do whom no trigger stops. */
final class Tampering {

    private Tampering() {}

    /** Takes the triggers away until the transaction is rolled back. */
    static void free(JdbcClient jdbc) {
        // what is deferred until the commit would keep a table from being altered
        jdbc.sql("set constraints all immediate").update();
        for (String table :
                new String[] {"trace_entry", "trace_sequence", "log_tile", "log_checkpoint", "public_log", "log_key"}) {
            jdbc.sql("alter table " + table + " disable trigger all").update();
        }
    }
}
