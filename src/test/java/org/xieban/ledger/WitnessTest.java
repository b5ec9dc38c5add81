package org.xieban.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;
import org.xieban.ledger.CheckpointReceiver.Reason;
import org.xieban.signing.SignedNote;
import org.xieban.signing.WitnessKey;

/** Who keeps checkpoints elsewhere is served until he has them, and who refuses them is seen. */
class WitnessTest extends KeptOutside {

    @Test
    void aWitnessSignsWhatContinuesWhatItSignedAndThatIsPublished() throws Exception {
        try (TestWitness other = new TestWitness(key())) {
            Witness witness = new Witness(new LogSettings.Witness(other.address("/w1"), other.vkey()), store);
            Deliveries deliveries = to(witness);
            deliveries.deliver();
            assertThat(other.posted.get(0)).startsWith("old 0\n\n");
            long size = done(40);
            deliveries.deliver();
            assertThat(other.size).isEqualTo(size);
            assertThat(standings.cosigned(other.vkey())).hasValue(size);
            assertThat(deliveries.published().orElseThrow()).contains("\n\u2014 witness.example/w1 ");
            mvc.perform(get("/ledger/checkpoint"))
                    .andExpect(content().string(Matchers.containsString("witness.example/w1")));
            assertThat(health(deliveries).getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void onlyWhatTheWitnessSignedOfThisVeryCheckpointIsItsCosignature() throws Exception {
        String text = store.latest().orElseThrow().note().text();
        try (TestWitness one = new TestWitness(key());
                TestWitness other = new TestWitness(key())) {
            SignedNote.Signature signature = SignedNote.parse(text + "\n" + one.cosignature(text))
                    .signatures()
                    .get(0);
            assertThat(WitnessKey.parse(one.vkey()).cosigned(text, signature)).isTrue();
            assertThat(WitnessKey.parse(one.vkey()).cosigned(text + "more\n", signature))
                    .isFalse();
            assertThat(WitnessKey.parse(other.vkey()).cosigned(text, signature)).isFalse();
            byte[] later = signature.bytes();
            later[7]++;
            assertThat(WitnessKey.parse(one.vkey())
                            .cosigned(text, new SignedNote.Signature(signature.name(), signature.keyId(), later)))
                    .as("at another time")
                    .isFalse();
        }
    }

    @Test
    void aWitnessThatHasForgottenOrHasAlreadySignedIsServedFromWhereItStands() throws Exception {
        try (TestWitness other = new TestWitness(key())) {
            Deliveries deliveries = to(new Witness(new LogSettings.Witness(other.address("/w1"), other.vkey()), store));
            deliveries.deliver();
            other.size = 0;
            long size = done(5);
            deliveries.deliver();
            assertThat(other.size).isEqualTo(size);
            assertThat(deliveries.lines().get(0).standing().size()).isEqualTo(size);
        }
    }

    @Test
    void aWitnessThatKnowsAnotherLogRefusesAndThatIsSeen() throws Exception {
        try (TestWitness other = new TestWitness(key())) {
            Deliveries deliveries = to(new Witness(new LogSettings.Witness(other.address("/w1"), other.vkey()), store));
            deliveries.deliver();
            other.root = new byte[32];
            done(5);
            deliveries.deliver();
            assertRefused(deliveries, Reason.CONTRADICTS);
            other.size = 1_000_000;
            clock.passes(Duration.ofMinutes(10));
            deliveries.deliver();
            assertRefused(deliveries, Reason.LARGER);
            other.answers = 403;
            clock.passes(Duration.ofMinutes(10));
            deliveries.deliver();
            assertRefused(deliveries, Reason.UNTRUSTED);
            other.answers = 200;
            clock.passes(Duration.ofMinutes(10));
            deliveries.deliver();
            assertThat(deliveries.lines().get(0).standing().failure()).isEqualTo(Reason.NOT_SIGNED);
        }
    }

    @Test
    void whoIsAwayIsServedAgainUntilHeHasIt() throws Exception {
        try (TestWitness other = new TestWitness(key())) {
            Deliveries deliveries = to(new Witness(new LogSettings.Witness(other.address("/notes"), null), store));
            other.answers = 503;
            deliveries.deliver();
            deliveries.deliver();
            assertThat(other.posted).as("not at once").hasSize(1);
            assertThat(health(deliveries).getStatus()).as("that may happen").isEqualTo(Status.UP);
            for (int i = 0; i < 10; i++) {
                clock.passes(Duration.ofMinutes(5));
                deliveries.deliver();
            }
            assertThat(other.posted).hasSize(11);
            assertThat(health(deliveries).getStatus()).isEqualTo(Status.DOWN);
            other.answers = 0;
            long size = done(5);
            clock.passes(Duration.ofMinutes(5));
            deliveries.deliver();
            assertThat(other.posted.get(11))
                    .isEqualTo(store.latest().orElseThrow().note().toString());
            assertThat(deliveries.lines().get(0).standing().size()).isEqualTo(size);
            assertThat(health(deliveries).getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void whoIsNotThereIsSaidToBeAway() {
        Deliveries deliveries =
                to(new Witness(new LogSettings.Witness(URI.create("http://localhost:1/notes"), null), store));
        deliveries.deliver();
        assertThat(deliveries.lines().get(0).standing().failure()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void aLogThatStandsStillIsIll() {
        List<Status> seen = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            Tampering.free(jdbc);
            jdbc.sql("update trace_sequence set number = null where entry_id in"
                            + " (select id from trace_entry where case_no = ?)")
                    .param(caseNo)
                    .update();
            clock.now = store.oldestUnplaced().orElseThrow();
            seen.add(health(to()).getStatus());
            clock.passes(settings.stalledAfter().plusSeconds(1));
            seen.add(health(to()).getStatus());
        });
        assertThat(seen).containsExactly(Status.UP, Status.DOWN);
    }

    @Test
    void theHealthOfTheProductSaysHowTheLogIs() throws Exception {
        mvc.perform(get("/actuator/health").with(httpBasic("sysadmin.yu", "xieban-demo")))
                .andExpect(jsonPath("$.components.publicLog.status").value("UP"));
    }
}
