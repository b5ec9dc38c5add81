package org.xieban.sources;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How data of departments are asked for.
 *
 * @param authority code of the department that is the data authority (政务数据主管部门)
 * @param drop folder into which departments drop files
 * @param lookEvery how often one looks there
 */
@ConfigurationProperties("xieban.sources")
record SourcesSettings(
        @DefaultValue("sjj") String authority,
        String drop,
        @DefaultValue("10s") Duration lookEvery) {}
