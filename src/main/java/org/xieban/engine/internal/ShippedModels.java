package org.xieban.engine.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The models and forms that come with the product, by feature: the first folder below {@code processes/}, {@code forms/}. */
@Component
class ShippedModels {

    /** Content by path, {@code processes/approval/administrative-approval.bpmn}, by feature, both in their order. */
    SortedMap<String, SortedMap<String, byte[]>> byFeature() {
        SortedMap<String, SortedMap<String, byte[]>> features = new TreeMap<>();
        read(features, "processes", "bpmn");
        read(features, "processes", "dmn");
        read(features, "forms", "form");
        return features;
    }

    private static void read(Map<String, SortedMap<String, byte[]>> features, String folder, String ending) {
        try {
            var resolver = new PathMatchingResourcePatternResolver();
            for (Resource resource : resolver.getResources("classpath*:" + folder + "/*/*." + ending)) {
                String[] path = resource.getURL().getPath().split("/", -1);
                String feature = path[path.length - 2];
                String name = folder + "/" + feature + "/" + path[path.length - 1];
                try (InputStream content = resource.getInputStream()) {
                    features.computeIfAbsent(feature, any -> new TreeMap<>()).put(name, content.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
