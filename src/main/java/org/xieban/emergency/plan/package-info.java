/**
 * Response plans (应急预案) as data: for a kind of event and a level of response, when it starts, what each department is
 * ordered and within how many minutes, whom to call, what to bring, and a checklist of what must not be forgotten. A version
 * that was put into force is never changed; who drafts one does not put it into force. {@link
 * org.xieban.emergency.plan.ResponsePlans} proposes the one that is in force.
 */
@NamedInterface("plan")
@NullMarked
package org.xieban.emergency.plan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
