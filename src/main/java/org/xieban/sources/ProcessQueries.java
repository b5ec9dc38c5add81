package org.xieban.sources;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseFiles;
import org.xieban.engine.StepKeys;
import org.xieban.web.Refusal;

/** Steps of processes that ask for data, for the department that leads the case. */
@Component
public class ProcessQueries {

    /** What a step says of the keys: {@code idNumber=applicant.idNumber}. */
    static final Pattern KEY = Pattern.compile("([a-z][A-Za-z0-9]*)\\s*=\\s*([a-z]+\\.[A-Za-z0-9]+)");

    private final DataQueries queries;
    private final CaseFiles cases;
    private final CaseClaims claims;
    private final StepKeys stepKeys;
    private final Corrections corrections;

    ProcessQueries(
            DataQueries queries, CaseFiles cases, CaseClaims claims, StepKeys stepKeys, Corrections corrections) {
        this.queries = queries;
        this.cases = cases;
        this.claims = claims;
        this.stepKeys = stepKeys;
        this.corrections = corrections;
    }

    /** What came of it, for the process to go on by. */
    public enum Result {
        /** The department knows, and as was claimed. */
        CONFIRMED,
        /** It knows otherwise than was claimed. */
        DIFFERENT,
        /** It does not know. */
        UNKNOWN
    }

    /** That it may not be asked: no grant, or nothing to ask by. It stays so however often it is tried. */
    public static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        Refused(Refusal refusal) {
            super(refusal.code());
        }
    }

    /**
     * Asks for the step that is being done.
     *
     * @param step element id
     * @param keys which facts of the case to ask by, {@code idNumber=applicant.idNumber}, separated by commas; those that
     *     it does not name are taken from where the catalogue says
     * @throws Refused where it may not be asked
     */
    public Result ask(String caseNo, String step, String resource, String purpose, String keys) throws Refused {
        try {
            String department = cases.require(caseNo).leadDepartment();
            DataQueries.Outcome outcome = queries.ask(new DataQueries.Question(
                    resource,
                    Purpose.valueOf(purpose),
                    department,
                    caseNo,
                    step,
                    keys(caseNo, keys),
                    Set.of(),
                    stepKeys.current()));
            if (!outcome.found()) {
                return Result.UNKNOWN;
            }
            corrections.onDifference(caseNo, department, outcome);
            return outcome.differences().isEmpty() ? Result.CONFIRMED : Result.DIFFERENT;
        } catch (Refusal refusal) {
            throw new Refused(refusal);
        }
    }

    private Map<String, String> keys(String caseNo, String written) {
        Map<String, String> paths = paths(written);
        Map<String, String> keys = new LinkedHashMap<>();
        if (paths != null && !paths.isEmpty()) {
            Map<String, String> claimed = claims.of(caseNo);
            paths.forEach((name, path) -> {
                String value = claimed.get(path);
                if (value != null) {
                    keys.put(name, value);
                }
            });
        }
        return keys;
    }

    /** By the names of the keys; null where something else is written. */
    static @Nullable Map<String, String> paths(String written) {
        Map<String, String> paths = new LinkedHashMap<>();
        for (String part : written.split(",", -1)) {
            if (!part.isBlank()) {
                var key = KEY.matcher(part.strip());
                if (!key.matches()) {
                    return null;
                }
                paths.put(key.group(1), key.group(2));
            }
        }
        return paths;
    }
}
