package org.xieban.casefile;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How materials are kept.
 *
 * @param directory where their contents are kept; in the database where none is named
 * @param largest the largest file that is taken; the server refuses larger requests before they are read
 */
@ConfigurationProperties("xieban.materials")
record MaterialSettings(
        @Nullable Path directory, @DefaultValue("20MB") DataSize largest) {}
