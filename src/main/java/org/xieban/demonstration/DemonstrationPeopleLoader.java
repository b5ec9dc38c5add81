package org.xieban.demonstration;

import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.directory.Departments;
import org.xieban.directory.Officers;
import org.xieban.directory.Regions;
import org.xieban.directory.administration.DepartmentAdministration;
import org.xieban.directory.administration.Enrolment;
import org.xieban.directory.administration.Installation;
import org.xieban.directory.administration.NewOfficer;
import org.xieban.directory.administration.RegionAdministration;
import org.xieban.trace.AtStart;
import org.xieban.trace.TransactionLock;

/** Enters the demonstration's people where they are missing; whatever is there already stays as it is. */
@Component
@Profile("demonstration")
class DemonstrationPeopleLoader extends AtStart {

    private final JdbcClient jdbc;
    private final Regions regions;
    private final RegionAdministration regionAdministration;
    private final Departments departments;
    private final DepartmentAdministration departmentAdministration;
    private final Officers officers;
    private final Enrolment enrolment;
    private final Installation installation;
    private final TransactionTemplate transaction;

    DemonstrationPeopleLoader(
            JdbcClient jdbc,
            Regions regions,
            RegionAdministration regionAdministration,
            Departments departments,
            DepartmentAdministration departmentAdministration,
            Officers officers,
            Enrolment enrolment,
            Installation installation,
            TransactionTemplate transaction) {
        super(Turn.PEOPLE);
        this.jdbc = jdbc;
        this.regions = regions;
        this.regionAdministration = regionAdministration;
        this.departments = departments;
        this.departmentAdministration = departmentAdministration;
        this.officers = officers;
        this.enrolment = enrolment;
        this.installation = installation;
        this.transaction = transaction;
    }

    @Override
    protected void work() {
        boolean missing = DemonstrationPeople.OFFICERS.stream()
                .anyMatch(officer -> officers.find(officer.login()).isEmpty());
        // a hash takes a good part of a second on a cold machine, and everybody knows whose password it is
        String hash = missing ? enrolment.hash(DemonstrationPeople.PASSWORD) : "";
        transaction.executeWithoutResult(status -> {
            // two nodes may start on an empty database at once
            TransactionLock.hold(jdbc, "xieban.demonstration");
            installation.markDemonstration();
            DemonstrationPeople.REGIONS.stream()
                    .filter(region -> regions.find(region.code()).isEmpty())
                    .forEach(regionAdministration::create);
            DemonstrationPeople.DEPARTMENTS.stream()
                    .filter(department -> departments.find(department.code()).isEmpty())
                    .forEach(departmentAdministration::create);
            for (NewOfficer officer : DemonstrationPeople.OFFICERS) {
                if (officers.find(officer.login()).isEmpty()) {
                    enrolment.enrol(officer, hash, false);
                }
            }
        });
    }
}
