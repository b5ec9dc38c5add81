package org.xieban.inspection.publication;

import org.xieban.engine.Variable;

/** What this module names of the model by which published results are changed; a test holds both together. */
public final class PublicationModel {

    /** Id of the process. */
    static final String PROCESS = "publicationChange";

    /** Code of the item that a change is as a case. */
    static final String ITEM = "publication-change";

    static final String DECIDE = "userTask_decideChange";

    /** The lead wants it no more. */
    static final String WITHDRAWN = "inspection.publicationChangeWithdrawn";

    static final Variable<String> DECIDING_GROUP = Variable.text("decidingGroup");

    private PublicationModel() {}
}
