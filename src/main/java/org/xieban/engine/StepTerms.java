package org.xieban.engine;

import java.time.Instant;

/** Who knows when steps are due, asked as their tasks are opened; the engine depends on nobody who reckons terms. */
public interface StepTerms {

    /** When a step that begins then is due. */
    Instant due(OpenTask.StepTerm term, Instant from);
}
