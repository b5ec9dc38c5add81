package org.xieban.casefile;

import java.util.Map;
import java.util.stream.Collectors;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;

/** What departments are called on pages about cases: by their short names. */
record DepartmentNames(Map<String, String> byCode) {

    static DepartmentNames of(Departments departments) {
        return new DepartmentNames(
                departments.all().stream().collect(Collectors.toMap(Department::code, Department::shortName)));
    }

    /** The name; of a department that is gone, its code. */
    public String of(String code) {
        return byCode.getOrDefault(code, code);
    }
}
