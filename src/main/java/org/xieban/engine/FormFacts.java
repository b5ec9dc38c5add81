package org.xieban.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What whoever keeps cases knows of one, for forms that show it; the engine depends on nobody who does. */
public interface FormFacts {

    /**
     * By name, as the fields of forms are keyed, so much of it as whoever is signed in may see; empty for a process of
     * no case.
     */
    Map<String, @Nullable Object> of(String caseNo);
}
