package org.xieban.sources;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.xieban.engine.DelegateInputs;

/** What a model must say that asks for data: a published resource, a purpose, and where to go where it is refused. */
@Component
class QueryInputs implements DelegateInputs {

    private final Resources resources;

    QueryInputs(Resources resources) {
        this.resources = resources;
    }

    @Override
    public String delegate() {
        return "queryDataResource";
    }

    @Override
    public List<Wrong> check(Map<String, String> inputs, Set<String> caught) {
        List<Wrong> wrong = new ArrayList<>();
        String resource = inputs.getOrDefault(SourcesModel.RESOURCE.name(), "");
        if (!expression(resource) && resources.find(resource).isEmpty()) {
            wrong.add(Wrong.of("queryResource", resource));
        }
        String purpose = inputs.getOrDefault(SourcesModel.PURPOSE.name(), "");
        List<String> purposes =
                Arrays.stream(Purpose.values()).map(Purpose::name).toList();
        if (!expression(purpose) && !purposes.contains(purpose)) {
            wrong.add(Wrong.of("queryPurpose", purpose, String.join(", ", purposes)));
        }
        String keys = inputs.getOrDefault(SourcesModel.KEYS.name(), "");
        if (ProcessQueries.paths(keys) == null) {
            wrong.add(Wrong.of("queryKeys", keys));
        }
        if (!caught.contains(SourcesModel.REFUSED)) {
            wrong.add(Wrong.of("queryRefused", SourcesModel.REFUSED));
        }
        return wrong;
    }

    private static boolean expression(String value) {
        return value.startsWith("${") && value.endsWith("}");
    }
}
