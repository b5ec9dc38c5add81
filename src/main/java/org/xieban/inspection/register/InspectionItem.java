package org.xieban.inspection.register;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What may be inspected (抽查事项): what is on no list is inspected by nobody (国办发〔2024〕54号).
 *
 * @param department that inspects it
 * @param basis law and article
 * @param trades divisions of GB/T 4754-2017 that it applies to; none for all
 * @param shares of each class, how many of ten thousand objects are to be drawn
 * @param yearlyCap how often in a year it may be inspected at one object
 * @param unannounced whether whoever is inspected is not told before
 * @param points what is looked at on site, one by one (检查要点)
 * @param listed false once it is struck off
 * @param version grows with each change; 0 of one that is new
 */
public record InspectionItem(
        String code,
        String name,
        String department,
        String basis,
        List<String> trades,
        Map<CreditClass, Integer> shares,
        int yearlyCap,
        boolean unannounced,
        List<String> points,
        boolean listed,
        int version)
        implements RegisterEntry {

    public InspectionItem {
        trades = trades.stream().sorted().distinct().toList();
        points = List.copyOf(points);
        Map<CreditClass, Integer> ordered = new EnumMap<>(CreditClass.class);
        ordered.putAll(shares);
        shares = ordered;
    }

    @Override
    public String key() {
        return code;
    }

    /** Whether it is inspected at objects of a trade. */
    public boolean appliesTo(String trade) {
        return trades.isEmpty() || trades.contains(trade);
    }

    /** Codes of those of some items that a department inspects at objects of a trade, in their order. */
    public static List<String> of(String department, String trade, List<InspectionItem> items) {
        return items.stream()
                .filter(item -> item.department().equals(department) && item.appliesTo(trade))
                .map(InspectionItem::code)
                .toList();
    }
}
