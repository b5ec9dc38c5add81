package org.xieban.worklist;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.OfficialTime;

/** Cases that officers watch (关注): what is open in them stands in a list of theirs. Nobody else is told. */
@Component
class Watches {

    private final JdbcClient jdbc;
    private final CaseAccess cases;
    private final Clock clock;

    Watches(JdbcClient jdbc, CaseAccess cases, Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.clock = clock;
    }

    /**
     * Watches a case, for whoever is signed in; nothing where he does.
     *
     * @throws org.xieban.web.Refusal {@code case.unknown} (404) where he may not see it
     */
    @Transactional
    void watch(String caseNo) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        cases.requireVisible(caseNo);
        jdbc.sql("""
                        insert into case_watch (officer, case_no, since) values (:officer, :case, :now)
                        on conflict do nothing""")
                .param("officer", officer.login())
                .param("case", caseNo)
                .param("now", OfficialTime.of(clock.instant()))
                .update();
    }

    /** Watches it no more, also where he may not see it any more. */
    @Transactional
    void unwatch(String caseNo) {
        jdbc.sql("delete from case_watch where officer = :officer and case_no = :case")
                .param("officer", CaseAccess.requireOfficer().login())
                .param("case", caseNo)
                .update();
    }

    @Transactional(readOnly = true)
    boolean watches(SignedInOfficer officer, String caseNo) {
        return jdbc.sql("select exists (select from case_watch where officer = :officer and case_no = :case)")
                .param("officer", officer.login())
                .param("case", caseNo)
                .query(Boolean.class)
                .single();
    }
}
