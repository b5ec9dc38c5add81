package org.xieban.inspection.disclosure;

import org.jspecify.annotations.Nullable;
import org.xieban.web.FilterInput;

/**
 * What restricts the public decisions; what is null restricts nothing.
 *
 * @param query a part of the party's name, of the decision's number or of the credit code
 * @param department code
 */
record DisclosureFilter(@Nullable String query, @Nullable String department) {

    DisclosureFilter {
        query = FilterInput.words("q", query);
        department = FilterInput.code("department", department);
    }
}
