package org.xieban.sources;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.sources.connect.Binding;
import org.xieban.sources.connect.Source;
import org.xieban.sources.connect.Sources;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;

/** Setting sources up, as data: by the data authority, each change on record. */
@Component
@Transactional
public class SourceSetUp {

    private static final Set<String> SETTINGS = Set.of("path", "method", "root", "view");

    private final Sources sources;
    private final Resources resources;
    private final DataAuthority authority;
    private final Trace trace;

    SourceSetUp(Sources sources, Resources resources, DataAuthority authority, Trace trace) {
        this.sources = sources;
        this.resources = resources;
        this.authority = authority;
        this.trace = trace;
    }

    /**
     * Sets a source up.
     *
     * @throws org.xieban.web.Refusal as {@link Sources#save} says
     */
    void save(Source source) {
        authority.require();
        keep(source);
    }

    void bind(Binding binding) {
        authority.require();
        keep(binding);
    }

    /** Sets a source up in the name of the product, as when the demonstration begins. */
    public void keep(Source source) {
        sources.save(source);
        trace.record(Act.of("dataSource.setUp", "source", source.code())
                .with("kind", source.kind().name())
                .with("enabled", source.enabled())
                .with("version", source.version()));
    }

    /** Binds in the name of the product. */
    public void keep(Binding binding) {
        sources.bind(binding);
        trace.record(Act.of("resource.bound", "resource", binding.resource()).with("source", binding.source()));
    }

    /** What is wrong with a binding. */
    @Transactional(readOnly = true)
    List<Fault> faults(Binding binding) {
        List<Fault> faults = new ArrayList<>();
        DataResource resource = resources.require(binding.resource());
        Source source = sources.find(binding.source()).orElse(null);
        if (source == null) {
            faults.add(Fault.of("source", "resource.missing"));
            return faults;
        }
        unknown("settings", binding.settings(), SETTINGS, faults);
        unknown("keys", binding.keys(), names(resource.keys()), faults);
        unknown("fields", binding.fields(), resource.answerNames(), faults);
        if (source.kind() == Source.Kind.HTTP && !binding.setting("path").startsWith("/")) {
            faults.add(Fault.of("settings", "dataSource.path"));
        }
        if (source.kind() == Source.Kind.SQL && binding.setting("view").isEmpty()) {
            faults.add(Fault.of("settings", "dataSource.view"));
        }
        if (source.kind() != Source.Kind.FILE) {
            Set<String> unmapped = new TreeSet<>();
            for (DataResource.Field field : resource.answers()) {
                if (field.required() && !binding.fields().containsKey(field.name())) {
                    unmapped.add(field.name());
                }
            }
            if (!unmapped.isEmpty()) {
                faults.add(Fault.of("fields", "dataSource.unmapped", String.join(", ", unmapped)));
            }
        }
        return faults;
    }

    private static Set<String> names(List<DataResource.Field> fields) {
        return Set.copyOf(fields.stream().map(DataResource.Field::name).toList());
    }

    private static void unknown(String path, Map<String, String> given, Set<String> known, List<Fault> faults) {
        Set<String> unknown = new TreeSet<>(given.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            faults.add(Fault.of(
                    path, "dataSource.setting", String.join(", ", unknown), String.join(", ", new TreeSet<>(known))));
        }
    }
}
