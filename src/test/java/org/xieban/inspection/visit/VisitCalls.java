package org.xieban.inspection.visit;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.xieban.inspection.InspectionPlan;
import org.xieban.inspection.InspectionSteps;
import org.xieban.inspection.Plans;
import org.xieban.inspection.TestCodes;
import org.xieban.inspection.Visits;
import org.xieban.inspection.register.CreditClass;
import org.xieban.inspection.register.InspectionObject;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.trace.OfficialTime;

/** Visits as tests make them: planned below a plan that was proposed, begun by the product, made by calls of phones. */
final class VisitCalls extends SiteCalls {

    static final String LEAD = "market.zhou";

    private final UserDetailsService people;
    private final ObjectRegister objects;
    private final Plans plans;
    private final Visits visits;
    private final VisitStarts starts;
    private final Clock clock;

    VisitCalls(
            MockMvc mvc,
            UserDetailsService people,
            ObjectRegister objects,
            Plans plans,
            Visits visits,
            VisitStarts starts,
            Clock clock) {
        super(mvc);
        this.people = people;
        this.objects = objects;
        this.plans = plans;
        this.visits = visits;
        this.starts = starts;
        this.clock = clock;
    }

    void signIn(String login) {
        UserDetails officer = people.loadUserByUsername(login);
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(officer, null, officer.getAuthorities()));
    }

    /** The case of a plan that was proposed. */
    String plan(String title) {
        signIn(LEAD);
        LocalDate today = OfficialTime.today(clock);
        try {
            return plans.propose(new InspectionPlan.Terms(
                    InspectionPlan.Kind.AD_HOC,
                    title,
                    List.of("SCJG-001"),
                    List.of("H62"),
                    List.of(),
                    List.of(),
                    Map.of(CreditClass.D, 10_000),
                    2,
                    today,
                    LocalDate.of(today.getYear(), 12, 31),
                    "联合抽查"));
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    /** What a department does at any object. */
    record Team(String department, List<String> inspectors, List<String> items) {}

    /** A visit of a new object that is planned and begun. */
    long begun(String plan, Team... teams) {
        long id = planned(plan, teams);
        begin(plan);
        return id;
    }

    /** A visit of a new object that is planned. */
    long planned(String plan, Team... teams) {
        String code = TestCodes.next();
        objects.keep(List.of(new InspectionObject(
                code, "文昌路烩面馆", "H62", "411902", "文昌路 9 号", CreditClass.D, List.of(), null, true, 0)));
        LocalDate today = OfficialTime.today(clock);
        visits.plan(
                plan,
                today,
                LocalDate.of(today.getYear(), 12, 31),
                java.util.Arrays.stream(teams)
                        .map(team -> new Visits.Going(code, team.department(), team.inspectors(), team.items()))
                        .toList());
        return visits.of(plan).stream()
                .filter(visit -> visit.creditCode().equals(code))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** Has the planned visits of a plan begin. */
    void begin(String plan) {
        signIn(LEAD);
        try {
            starts.request(plan);
        } finally {
            SecurityContextHolder.clearContext();
        }
        starts.goOn();
    }

    ResultActions complete(String login, String caseNo, String step, String answers) throws Exception {
        return new InspectionSteps(mvc).complete(caseNo, InspectionSteps.step(login, step, answers));
    }
}
