package org.xieban.inspection.register;

import java.util.LinkedHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.xieban.directory.NamesDepartments;

/** What may be inspected and how often at most, for everybody without sign-in (国办发〔2024〕54号: both are published). */
@Controller
@NamesDepartments
class PublicItemListPages {

    private final ItemRegister items;
    private final Trades trades;
    private final InspectionSettings settings;

    PublicItemListPages(ItemRegister items, Trades trades, InspectionSettings settings) {
        this.items = items;
        this.trades = trades;
        this.settings = settings;
    }

    @GetMapping("/public/inspection-items")
    String list(Model model) {
        model.addAttribute(
                "byDepartment",
                items.listed().stream()
                        .collect(Collectors.groupingBy(
                                InspectionItem::department, LinkedHashMap::new, Collectors.toList())));
        model.addAttribute("trades", trades.names());
        model.addAttribute("caps", settings.visitsPerYear());
        return "inspection/public-items";
    }
}
