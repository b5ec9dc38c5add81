package org.xieban.directory;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What departments are called on a page.
 *
 * @param byCode full names
 * @param shortByCode what they are called in lists
 */
public record DepartmentNames(Map<String, String> byCode, Map<String, String> shortByCode) {

    public static DepartmentNames of(Departments departments) {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, String> shortNames = new LinkedHashMap<>();
        for (Department department : departments.all()) {
            names.put(department.code(), department.name());
            shortNames.put(department.code(), department.shortName());
        }
        return new DepartmentNames(names, shortNames);
    }

    /** The name; of a department that is gone, its code. */
    public String of(String code) {
        return byCode.getOrDefault(code, code);
    }

    /** The short name; of a department that is gone, its code. */
    public String shortOf(String code) {
        return shortByCode.getOrDefault(code, code);
    }
}
