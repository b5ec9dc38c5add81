/**
 * Joint inspection (双随机、一公开): who is visited by whom is drawn, so that anyone can draw it again.
 *
 * <p>{@code register} has the objects, inspectors and items. A plan ({@link org.xieban.inspection.Plans}) is a case of the
 * internal item {@code inspection-plan}; {@link org.xieban.inspection.PlanCourse} takes it through its process. Its draw
 * ({@link org.xieban.inspection.Draws}) freezes the pools and keeps the result; {@code draw} is the computation alone.
 *
 * <p>What comes out are visits ({@link org.xieban.inspection.Visits}, tables {@code visit}, {@code visit_department},
 * {@code visit_item}): one of an object for all departments and plans, state {@code PLANNED}. The process of visits takes
 * them from {@code Visits.of(task)}, registers a case for each, and says so by {@code Visits.begin}; from then on nobody
 * joins it. Whoever plans a visit without a draw asks {@code Visits.left} in the same transaction.
 *
 * <p>After a visit {@code rectification} has what is put right and {@code penalty} what is punished, each a case of the
 * department that found it; {@code credit} has what that makes of the object's class, which the next draw takes.
 */
@ApplicationModule(
        allowedDependencies = {
            "calendar",
            "casefile",
            "catalogue",
            "directory",
            "document",
            "engine",
            "engine :: form",
            "ledger :: checkpoints",
            "ledger :: log",
            "notice",
            "signing",
            "startup",
            "timelimit",
            "trace",
            "web"
        })
@NullMarked
package org.xieban.inspection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
