/**
 * What there is for emergencies (应急资源): teams, vehicles, pumps, shelters, stores, where they stand and how many. An
 * event gets some of them and gives them back; of none is more given than there is, whoever asks at once.
 */
@NamedInterface("resource")
@NullMarked
package org.xieban.emergency.resource;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
