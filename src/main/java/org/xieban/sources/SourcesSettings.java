package org.xieban.sources;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How data of departments are asked for.
 *
 * @param authority code of the department that is the data authority (政务数据主管部门)
 */
@ConfigurationProperties("xieban.sources")
record SourcesSettings(@DefaultValue("sjj") String authority) {}
