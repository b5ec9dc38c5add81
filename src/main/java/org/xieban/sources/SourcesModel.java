package org.xieban.sources;

import org.xieban.engine.Variable;

/** What this module names of models. */
public final class SourcesModel {

    /** Id of the process that asks for one resource. */
    public static final String DATA_QUERY = "dataQuery";

    /** Code of the resource that a step asks for. */
    public static final Variable<String> RESOURCE = Variable.text("resource");

    /** What for: a {@link Purpose}. */
    public static final Variable<String> PURPOSE = Variable.text("purpose");

    /** Which facts of the case it is asked by, empty for what the catalogue says. */
    public static final Variable<String> KEYS = Variable.text("keys");

    /** What came of it: a {@link ProcessQueries.Result}. */
    public static final Variable<String> RESULT = Variable.text("dataResult");

    /** The error of a step that may not ask. */
    public static final String REFUSED = "sources.refused";

    /** What a {@link #DATA_QUERY} asks for. */
    public static final Variable<String> DATA_RESOURCE = Variable.text("dataResource");

    /** What a person has found instead of a source that is down. */
    public static final Variable<String> CHECK_OUTCOME = Variable.text("checkOutcome");

    /** When the data authority looks again after a provider that it has urged, as ISO 8601. */
    public static final Variable<String> URGED_UNTIL = Variable.text("urgedUntil");

    private SourcesModel() {}
}
