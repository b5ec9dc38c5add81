package org.xieban.casefile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What whoever keeps the work list tells about a case; cases depend on nobody who does. */
public interface OpenTasksOfCase {

    /**
     * The open tasks of a case in the form in which the API lists tasks.
     *
     * @param department only those that this department's officers may take or have taken; null for all
     */
    List<? extends Record> of(String caseNo, @Nullable String department);

    /** Logins of those who have the open tasks of a case or, where nobody has one, may take it. */
    List<String> handlers(String caseNo);
}
