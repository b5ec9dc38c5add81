package org.xieban.licence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseNumber;
import org.xieban.signing.SignedNote;

/** Whether a licence is what was issued: nothing in its row was changed beside what was signed, and that is signed by us. */
@Component
@Transactional(readOnly = true)
class LicenceCheck {

    private final LicenceRepository licences;
    private final LicenceSigner signer;
    private final ObjectMapper json;

    LicenceCheck(LicenceRepository licences, LicenceSigner signer, ObjectMapper json) {
        this.licences = licences;
        this.signer = signer;
        this.json = json;
    }

    /**
     * What came of it.
     *
     * @param licence null where nothing of what is said can be believed
     */
    record Outcome(String number, @Nullable Licence licence) {}

    /**
     * Checks what somebody holds a copy of. That a number was given out is told to nobody who has not its check code, too.
     *
     * @param number as it was typed or scanned
     */
    Optional<Outcome> check(String number, String checkCode) {
        byte[] code = checkCode.strip().getBytes(StandardCharsets.UTF_8);
        return CaseNumber.read(number)
                .flatMap(read -> licences.find(read.value()))
                .filter(found -> MessageDigest.isEqual(found.checkCode().getBytes(StandardCharsets.UTF_8), code))
                .map(found -> new Outcome(found.number(), isGenuine(found) ? found : null));
    }

    /**
     * Checks the signed file of a licence.
     *
     * @return empty for what is no such file
     */
    Optional<Outcome> check(String file) {
        try {
            SignedNote note = SignedNote.parse(file);
            String number = json.readTree(note.text()).path("number").asText();
            return Optional.of(new Outcome(
                    number,
                    licences.find(number)
                            .filter(found -> licences.signed(found.id()).equals(file))
                            .filter(this::isGenuine)
                            .orElse(null)));
        } catch (IllegalArgumentException | JsonProcessingException notOne) {
            return Optional.empty();
        }
    }

    boolean isGenuine(Licence licence) {
        try {
            SignedNote note = SignedNote.parse(licences.signed(licence.id()));
            String text = note.text();
            String salt = json.readTree(text).path("salt").asText();
            return signer.signed(note)
                    && LicenceContent.of(licence, salt).equals(text)
                    && LicenceContent.checkCode(text).equals(licence.checkCode())
                    && isWhereItWasBrought(licence);
        } catch (IllegalArgumentException | JsonProcessingException notEvenOne) {
            return false;
        }
    }

    /** Whether its state is the one that somebody brought it into, or its time has ended since. */
    private boolean isWhereItWasBrought(Licence licence) {
        List<LicenceRepository.Change> changes = licences.changes(licence.id());
        if (changes.isEmpty()) {
            return false;
        }
        LicenceState last = changes.get(changes.size() - 1).state();
        return last == licence.state() || (licence.state() == LicenceState.EXPIRED && last != LicenceState.REVOKED);
    }
}
