package org.xieban.inspection.register;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Region;
import org.xieban.directory.Regions;
import org.xieban.directory.Role;

/** What rows of the registers refer to in the directory. */
@Component
class KnownInDirectory {

    private final Regions regions;
    private final Departments departments;
    private final Officers officers;

    KnownInDirectory(Regions regions, Departments departments, Officers officers) {
        this.regions = regions;
        this.departments = departments;
        this.officers = officers;
    }

    /** For rows that name nobody. */
    Register.Known without() {
        return withOfficers(List.of(), Map.of());
    }

    /** @param holders of certificates */
    Register.Known withOfficers(Collection<String> logins, Map<String, String> holders) {
        Set<String> regionCodes = regions.all().stream().map(Region::code).collect(Collectors.toSet());
        Set<String> departmentCodes =
                departments.all().stream().map(Department::code).collect(Collectors.toSet());
        Map<String, Officer> known = officers.findAll(logins.stream().distinct().toList()).stream()
                .collect(Collectors.toMap(Officer::login, Function.identity()));
        return new Register.Known() {
            @Override
            public boolean region(String code) {
                return regionCodes.contains(code);
            }

            @Override
            public boolean department(String code) {
                return departmentCodes.contains(code);
            }

            @Override
            public @Nullable String inspector(String login, String department) {
                Officer officer = known.get(login);
                return officer != null
                                && officer.enabled()
                                && officer.posts().stream()
                                        .anyMatch(post -> post.departmentCode().equals(department)
                                                && post.roles().contains(Role.INSPECTOR))
                        ? officer.name()
                        : null;
            }

            @Override
            public @Nullable String holder(String certificate) {
                return holders.get(certificate);
            }
        };
    }
}
