package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.casefile.Applicant;
import org.xieban.casefile.CaseMaterial;
import org.xieban.casefile.Materials;
import org.xieban.licence.Licence;
import org.xieban.licence.LicenceChanges;
import org.xieban.licence.LicenceState;
import org.xieban.licence.Licences;
import org.xieban.web.Refusal;

/** A licence of the applicant stands in for the material of later cases, as long as it is good. */
@XiebanTest
class LicenceReuseTest {

    /** Issues the licence that {@link #NEXT} asks for. */
    private static final String FIRST = "individual-business-change";

    private static final String NEXT = "food-business-licence";
    private static final String MATERIAL = "business-licence";

    @Autowired
    private Office office;

    @Autowired
    private Licences licences;

    @Autowired
    private LicenceChanges changes;

    @Autowired
    private Materials materials;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private TransactionTemplate transaction;

    private Licence licence(Applicant of) {
        String caseNo = office.registerWithoutMaterials(FIRST, 0, of);
        office.uploadEverything(caseNo);
        office.ordinaryUntil(caseNo, ApprovalModel.SERVE);
        return licences.issue(caseNo).orElseThrow();
    }

    private CaseMaterial material(String caseNo) {
        return materials.ofCase(caseNo).stream()
                .filter(each -> each.code().equals(MATERIAL))
                .findFirst()
                .orElseThrow();
    }

    private void revoke(Licence licence) {
        change(licence, LicenceChanges.Operation.REVOKE);
    }

    private Licence change(Licence licence, LicenceChanges.Operation operation) {
        return office.as(Office.HEAD, () -> changes.change(licence.number(), operation, "以欺骗手段取得"));
    }

    private List<String> told(String caseNo) {
        return jdbc.sql("select officer from notice where href = :href order by officer")
                .param("href", "/cases/" + caseNo + "?tab=materials")
                .query(String.class)
                .list();
    }

    @Test
    void theNextCaseOfTheSameApplicantIsNotAskedForTheLicence() {
        Applicant holder = Office.somebody("顾炎武");
        Licence licence = licence(holder);
        String caseNo = office.registerWithoutMaterials(NEXT, 0, holder);
        assertThat(materials.missing(caseNo)).isNotEmpty().doesNotContain(MATERIAL);
        assertThat(material(caseNo).coverage().sourceName()).isEqualTo("电子证照“营业执照”（" + licence.number() + "）");
        office.uploadEverything(caseNo);
        assertThat(material(caseNo).versions()).isEmpty();
        office.ordinaryToTheEnd(caseNo);
    }

    @Test
    void oneThatACaseChangesIsReplacedByTheNewOneEverywhere() {
        Applicant holder = Office.somebody("顾炎武");
        Licence licence = licence(holder);
        String open = office.registerWithoutMaterials(NEXT, 0, holder);
        Licence changed = licence(holder);
        assertThat(jdbc.sql("select state from licence where number = ?")
                        .param(licence.number())
                        .query(String.class)
                        .single())
                .isEqualTo("REVOKED");
        assertThat(material(open).coverage().source()).isEqualTo(changed.number());
        assertThat(material(changed.caseNo()).coverage().source()).isEqualTo(licence.number());
        assertThat(told(open)).isEmpty();
    }

    @Test
    void anothersLicenceStandsInForNothing() {
        licence(Office.somebody("顾炎武"));
        String caseNo = office.registerWithoutMaterials(NEXT, 0, Office.somebody("顾炎武"));
        assertThat(materials.missing(caseNo)).contains(MATERIAL);
    }

    @Test
    void oneThatWasChangedByHandIsNotTaken() {
        Applicant holder = Office.somebody("顾炎武");
        Licence licence = licence(holder);
        transaction.executeWithoutResult(status -> {
            jdbc.sql("set constraints all immediate").update();
            jdbc.sql("alter table licence disable trigger all").update();
            jdbc.sql("update licence set name = '别的' where number = ?")
                    .param(licence.number())
                    .update();
            jdbc.sql("alter table licence enable trigger all").update();
        });
        assertThat(materials.missing(office.registerWithoutMaterials(NEXT, 0, holder)))
                .contains(MATERIAL);
    }

    @Test
    void whenItIsRevokedTheMaterialOfAnOpenCaseIsMissingAgainAndItsHandlerIsTold() {
        Applicant holder = Office.somebody("顾炎武");
        Licence licence = licence(holder);
        String caseNo = office.registerWithoutMaterials(NEXT, 0, holder);
        office.uploadEverything(caseNo);
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);
        revoke(licence);
        assertThat(materials.missing(caseNo)).containsExactly(MATERIAL);
        assertThat(told(caseNo)).contains(Office.HANDLER);
        // nobody grants it without
        assertThatThrownBy(() ->
                        office.completes(caseNo, ApprovalModel.EXAMINE, OrdinaryAnswers.to(ApprovalModel.EXAMINE)))
                .isInstanceOf(Refusal.class)
                .hasMessage("materials.missing");
        office.uploadEverything(caseNo);
        office.ordinaryToTheEnd(caseNo);
    }

    @Test
    void oneThatIsBeingRevokedIsWaitedForAndNotTaken() throws Exception {
        Applicant holder = Office.somebody("顾炎武");
        Licence licence = licence(holder);
        ExecutorService window = Executors.newSingleThreadExecutor();
        Future<String> registered = transaction.execute(status -> {
            revoke(licence);
            Future<String> meanwhile = window.submit(() -> office.registerWithoutMaterials(NEXT, 0, holder));
            await().until(() -> jdbc.sql("""
                            select exists (select from pg_stat_activity
                                            where wait_event_type = 'Lock' and query like '%for share of l%')""").query(Boolean.class).single());
            return meanwhile;
        });
        assertThat(materials.missing(registered.get())).contains(MATERIAL);
        window.shutdown();
    }

    @Test
    void aCaseThatHasEndedIsLeftAsItIs() throws Exception {
        Applicant holder = Office.somebody("顾炎武");
        Licence licence = licence(holder);
        String caseNo = office.registerWithoutMaterials(NEXT, 0, holder);
        office.uploadEverything(caseNo);
        office.ordinaryToTheEnd(caseNo);
        revoke(licence);
        assertThat(material(caseNo).coverage()).isNotNull();
        assertThat(told(caseNo)).isEmpty();
        // its archive says what it relied on, also when that is long over
        jdbc.sql("""
                        update material_coverage
                           set asked_at = asked_at - interval '3 days', valid_until = asked_at - interval '1 day'
                         where case_no = ?""").param(caseNo).update();
        jdbc.sql("update case_file set closed_at = closed_at - interval '2 days' where number = ?")
                .param(caseNo)
                .update();
        assertThat(material(caseNo).coverage()).isNotNull();
        try (PDDocument dossier = Loader.loadPDF(mvc.perform(get("/ledger/cases/" + caseNo + "/dossier.pdf")
                        .with(user(people.loadUserByUsername(Office.CLERK))))
                .andReturn()
                .getResponse()
                .getContentAsByteArray())) {
            assertThat(new PDFTextStripper().getText(dossier).replaceAll("\\s", ""))
                    .contains("免予提交：电子证照“营业执照”");
        }
    }

    @Test
    void whatIsSuspendedComesBackWhenItIsRestored() {
        Applicant holder = Office.somebody("顾炎武");
        Licence licence = licence(holder);
        String caseNo = office.registerWithoutMaterials(NEXT, 0, holder);
        assertThat(change(licence, LicenceChanges.Operation.SUSPEND).state()).isEqualTo(LicenceState.SUSPENDED);
        assertThat(materials.missing(caseNo)).contains(MATERIAL);
        assertThat(materials.missing(office.registerWithoutMaterials(NEXT, 0, holder)))
                .contains(MATERIAL);
        assertThat(change(licence, LicenceChanges.Operation.RESTORE).state()).isEqualTo(LicenceState.VALID);
        assertThat(materials.missing(caseNo)).doesNotContain(MATERIAL);
    }

    @Test
    void onlyTheHeadOfTheIssuingDepartmentChangesItAndSaysWhy() {
        Licence licence = licence(Office.somebody("顾炎武"));
        for (String other : List.of(Office.CLERK, Office.HANDLER, "fire.sun", "supervisor.zheng", "sysadmin.yu")) {
            assertThatThrownBy(() -> office.as(
                            other, () -> changes.change(licence.number(), LicenceChanges.Operation.REVOKE, "理由")))
                    .as(other)
                    .hasMessage("access.denied");
        }
        assertThatThrownBy(() -> office.as(
                        Office.HEAD, () -> changes.change(licence.number(), LicenceChanges.Operation.REVOKE, " ")))
                .hasMessage("case.reasonMissing");
        revoke(licence);
        assertThatThrownBy(() -> change(licence, LicenceChanges.Operation.RESTORE))
                .hasMessage("licence.stateForbids");
    }

    @Test
    void whenItsTimeIsOverItIsGoodNoMore() {
        Applicant holder = Office.somebody("顾炎武");
        Licence licence = licence(holder);
        String caseNo = office.registerWithoutMaterials(NEXT, 0, holder);
        // the calendar is not turned for this: a day is taken from the licence, as if it had been issued so
        transaction.executeWithoutResult(status -> {
            jdbc.sql("set constraints all immediate").update();
            jdbc.sql("alter table licence disable trigger all").update();
            jdbc.sql("update licence set valid_from = '2020-01-01', valid_until = '2020-12-31' where number = ?")
                    .param(licence.number())
                    .update();
            jdbc.sql("alter table licence enable trigger all").update();
        });
        changes.expire();
        assertThat(jdbc.sql("select state from licence where number = ?")
                        .param(licence.number())
                        .query(String.class)
                        .single())
                .isEqualTo("EXPIRED");
        assertThat(materials.missing(caseNo)).contains(MATERIAL);
        assertThat(told(caseNo)).contains(Office.CLERK);
    }
}
