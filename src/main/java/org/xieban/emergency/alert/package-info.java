/**
 * Contacts who are told (通知联系人): those of the plan as a response starts, changes its level and ends, those whom a
 * warning concerns, and those of departments where nobody is on duty. Whoever has a mail address or a system is told by
 * {@code outreach} and acknowledges there; the others, and who does not acknowledge, are telephoned by the duty room, which
 * says so. {@link org.xieban.emergency.alert.ContactAlerts} tells them once of each occasion, {@link
 * org.xieban.emergency.alert.ToldContacts} knows how it stands.
 */
@NullMarked
package org.xieban.emergency.alert;

import org.jspecify.annotations.NullMarked;
