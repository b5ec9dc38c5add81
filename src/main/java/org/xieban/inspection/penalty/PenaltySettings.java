package org.xieban.inspection.penalty;

import java.math.BigDecimal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What local rules set about penalties.
 *
 * @param largeFine from how many yuan on a fine is a large one: a hearing may be asked for (行政处罚法 63)
 * @param onTheSpotFine how many yuan an organisation is fined on the spot at most (行政处罚法 51)
 * @param onTheSpotFineOfPersons the same of an individual
 */
@ConfigurationProperties("xieban.inspection.penalty")
record PenaltySettings(
        @DefaultValue("100000") BigDecimal largeFine,
        @DefaultValue("3000") BigDecimal onTheSpotFine,
        @DefaultValue("200") BigDecimal onTheSpotFineOfPersons) {}
