package org.xieban.demonstration;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.demonstration.city.CityServices;
import org.xieban.sources.SourceSetUp;
import org.xieban.sources.connect.Source;
import org.xieban.sources.connect.Sources;

/** The demonstration city's departments within this process, there while a test needs them. */
@Component
public class CityOfTests {

    private final CitySources city;
    private final Sources sources;
    private final SourceSetUp setUp;
    private final TransactionTemplate transaction;
    private CityServices services;

    CityOfTests(CitySources city, Sources sources, SourceSetUp setUp, TransactionTemplate transaction) {
        this.city = city;
        this.sources = sources;
        this.setUp = setUp;
        this.transaction = transaction;
    }

    /** Lets them answer. */
    public CityServices open() throws IOException {
        services = new CityServices();
        Map<String, String> names = new HashMap<>();
        CitySources.SOURCES.keySet().forEach(code -> names.put(code, "演示 " + code));
        transaction.executeWithoutResult(status -> city.setUp(services.port(), names));
        enable(true);
        return services;
    }

    /** Lets nobody ask them any more. */
    public void close() {
        enable(false);
        services.close();
    }

    private void enable(boolean enabled) {
        transaction.executeWithoutResult(status -> CitySources.SOURCES.keySet().forEach(code -> {
            Source source = sources.find(code).orElseThrow();
            setUp.keep(new Source(
                    code,
                    source.name(),
                    source.kind(),
                    enabled,
                    source.version() + 1,
                    source.limits(),
                    source.settings()));
        }));
    }
}
