package org.xieban.casefile;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.catalogue.Catalogue;
import org.xieban.catalogue.ItemVersion;
import org.xieban.web.Refusal;

/** The forms with which items are applied for, for other systems and for our own page. */
@RestController
class ApplicationFormApi {

    private final Catalogue catalogue;
    private final ApplicationForms forms;

    ApplicationFormApi(Catalogue catalogue, ApplicationForms forms) {
        this.catalogue = catalogue;
        this.forms = forms;
    }

    /** A Camunda Form and what it is shown with. */
    record FormView(@JsonRawValue String schema, Map<String, @Nullable Object> data) {}

    @GetMapping("/api/v1/items/{itemCode}/form")
    FormView form(@PathVariable String itemCode) {
        ItemVersion version = catalogue.find(itemCode).orElseThrow(() -> Refusal.notFound("item.unknown", itemCode));
        ApplicationForms.Offered offered = forms.of(version.item());
        return new FormView(offered.json(), offered.data());
    }
}
