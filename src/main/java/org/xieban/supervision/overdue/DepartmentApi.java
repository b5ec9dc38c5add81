package org.xieban.supervision.overdue;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;

/** The departments whose overdue cases can be asked for. */
@RestController
@RequestMapping("/api/v1/supervision")
class DepartmentApi {

    private final Departments departments;

    DepartmentApi(Departments departments) {
        this.departments = departments;
    }

    record DepartmentView(String code, String name) {

        static DepartmentView of(Department department) {
            return new DepartmentView(department.code(), department.shortName());
        }
    }

    @GetMapping("/departments")
    @Operation(summary = "The departments that overdue cases can be asked for by")
    List<DepartmentView> departments() {
        CaseAccess.requireOfficer();
        return departments.all().stream().map(DepartmentView::of).toList();
    }
}
