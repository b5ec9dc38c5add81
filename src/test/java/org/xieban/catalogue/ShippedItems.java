package org.xieban.catalogue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The items that come with the product; tests publish more into the database that all of them share. */
public final class ShippedItems {

    private ShippedItems() {}

    /** Their codes, each the name of its file. */
    public static Set<String> codes() {
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver().getResources("classpath:catalogue/*.yaml"))
                    .map(file -> String.valueOf(file.getFilename()).replace(".yaml", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
