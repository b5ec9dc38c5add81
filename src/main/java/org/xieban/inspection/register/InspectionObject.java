package org.xieban.inspection.register;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An organisation that may be inspected (检查对象).
 *
 * @param creditCode checked (GB 32100-2015)
 * @param trade division of GB/T 4754-2017
 * @param region GB/T 2260
 * @param place its address
 * @param riskMarks what is known of its risks, in words: 涉及危险化学品
 * @param lastInspected day of the last visit, whoever made it; null where nobody has
 * @param listed false once it is gone: it stays on record and is not drawn
 * @param version grows with each change; 0 of one that is new
 */
public record InspectionObject(
        String creditCode,
        String name,
        String trade,
        String region,
        String place,
        CreditClass creditClass,
        List<String> riskMarks,
        @Nullable LocalDate lastInspected,
        boolean listed,
        int version)
        implements RegisterEntry {

    public InspectionObject {
        riskMarks = List.copyOf(riskMarks);
    }

    /** The same in another class. */
    public InspectionObject of(CreditClass other) {
        return new InspectionObject(
                creditCode, name, trade, region, place, other, riskMarks, lastInspected, listed, version);
    }

    @Override
    public String key() {
        return creditCode;
    }
}
