package org.xieban.engine.internal;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.DecisionCheck;
import org.xieban.engine.DelegateInputs;

/** What a model may refer to beyond the files it is deployed with. */
interface ModelSurroundings {

    /** The type of the bean of that name, null where there is none. */
    @Nullable
    Class<?> bean(String name);

    /** Names of all beans that a model may name as a delegate or listener. */
    Set<String> delegates();

    boolean hasForm(String id);

    boolean hasDecision(String key);

    boolean hasProcess(String key);

    /** Whether officers of that department or of that role can exist: a department's code, or a role's. */
    boolean hasGroup(String group);

    /** Codes of all roles, for the message that guides. */
    Set<String> roles();

    /** What a delegate needs of the model that uses it, null where it needs nothing. */
    @Nullable
    DelegateInputs inputs(String delegate);

    /** What code needs of a decision table, null where none asks for it. */
    @Nullable
    DecisionCheck check(String decision);
}
