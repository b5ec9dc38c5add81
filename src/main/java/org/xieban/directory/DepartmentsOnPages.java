package org.xieban.directory;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives pages that name departments their names. */
@ControllerAdvice(annotations = NamesDepartments.class)
class DepartmentsOnPages {

    private final Departments departments;

    DepartmentsOnPages(Departments departments) {
        this.departments = departments;
    }

    @ModelAttribute("departments")
    DepartmentNames departments() {
        return DepartmentNames.of(departments);
    }
}
