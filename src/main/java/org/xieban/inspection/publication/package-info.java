/**
 * What was found at visits, for everybody (一公开): published within twenty working days (企业公示信息抽查暂行办法),
 * corrected or withdrawn by a new version with reason and approver, never erased. What a version said is hashed into the
 * public log, so that it stays provable.
 *
 * <p>{@link org.xieban.inspection.publication.PublicationDuty} has the lead publish in time, as a case below that of the visit;
 * {@link org.xieban.inspection.publication.Publications} keeps what is published;
 * {@link org.xieban.inspection.publication.PublicationChanges} changes what is published.
 */
@NullMarked
package org.xieban.inspection.publication;

import org.jspecify.annotations.NullMarked;
