package org.xieban.document;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Issues official documents of cases (文书), each under a number of its own. */
@Component
@Transactional
public class Documents {

    /**
     * Issues a document of the department that leads the case, within the caller's transaction: number, text and record
     * are one commit with what it tells of.
     *
     * @param fields those of the kind, in the office's own words, dates as {@code yyyy-MM-dd}; a missing one is left
     *     empty
     * @throws org.xieban.web.Refusal {@code case.unknown} (404)
     * @throws IllegalArgumentException if a field is none of the kind's
     */
    public OfficialDocument issue(String caseNo, DocumentKind kind, Map<String, String> fields) {
        throw new UnsupportedOperationException();
    }

    /** The documents of a case, oldest first; whether the asker may see it is for the caller to know. */
    @Transactional(readOnly = true)
    public List<OfficialDocument> ofCase(String caseNo) {
        throw new UnsupportedOperationException();
    }
}
