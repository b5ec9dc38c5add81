package org.xieban.inspection.register;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.xieban.ledger.log.LogHash;

/**
 * How this installation inspects.
 *
 * @param office department that keeps the register of objects (双随机联席会议办公室)
 * @param visitsPerYear of each credit class, how often in a year an object is visited at most, whatever plan or task the
 *     visits belong to (国办发〔2024〕54号)
 * @param hash that draws are reckoned with
 * @param drawEvery how often it is looked whether a draw that was begun can be carried out; zero for never
 * @param visitEvery how often it is looked whether visits are to begin; zero for never
 */
@ConfigurationProperties("xieban.inspection")
public record InspectionSettings(
        String office, Map<CreditClass, Integer> visitsPerYear, LogHash hash, Duration drawEvery, Duration visitEvery) {

    public InspectionSettings {
        Map<CreditClass, Integer> caps = new EnumMap<>(CreditClass.class);
        caps.putAll(visitsPerYear);
        for (CreditClass each : CreditClass.values()) {
            if (caps.getOrDefault(each, 0) < 1) {
                throw new IllegalArgumentException("xieban.inspection.visits-per-year lacks " + each);
            }
        }
        visitsPerYear = caps;
    }
}
