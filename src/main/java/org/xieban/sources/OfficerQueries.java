package org.xieban.sources;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.sources.connect.SourceFailure;
import org.xieban.web.Refusal;

/** Officers who ask for data themselves, under the grants of their department. */
@Component
class OfficerQueries {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private final DataQueries queries;
    private final Corrections corrections;

    OfficerQueries(DataQueries queries, Corrections corrections) {
        this.queries = queries;
        this.corrections = corrections;
    }

    /**
     * Asks for whoever is signed in.
     *
     * @param key by which the same question is known again; null for a question of its own
     * @throws Refusal as {@link DataQueries#ask} says, and {@code source.…} (503) where the source did not answer as
     *     agreed
     */
    DataQueries.Outcome ask(
            String resource,
            Purpose purpose,
            @Nullable String caseNo,
            Map<String, String> keys,
            List<String> fields,
            @Nullable String key) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        if (officer.roles().stream().noneMatch(Role::holdsTasks)) {
            throw Refusal.forbidden("access.denied");
        }
        if (key != null && !KEY.matcher(key).matches()) {
            throw Refusal.shape("idempotencyKey.invalid");
        }
        try {
            DataQueries.Outcome outcome = queries.ask(new DataQueries.Question(
                    resource,
                    purpose,
                    officer.departmentCode(),
                    caseNo,
                    null,
                    keys,
                    Set.copyOf(fields),
                    officer.login() + ":" + (key == null ? UUID.randomUUID().toString() : key)));
            if (caseNo != null) {
                corrections.onDifference(caseNo, officer.departmentCode(), outcome);
            }
            return outcome;
        } catch (SourceFailure failure) {
            throw Refusal.unavailable(failure.kind().code());
        }
    }
}
