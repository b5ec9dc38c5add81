package org.xieban.inspection.register;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/** Who of a department may deal with an object: at least two with certificates, nobody who must recuse himself (行政处罚法 42, 43). */
@Component
public class CertifiedTeams {

    private static final int LEAST = 2;
    private static final int MOST = 500;

    private final InspectorRegister inspectors;
    private final OfficeTexts texts;

    CertifiedTeams(InspectorRegister inspectors, OfficeTexts texts) {
        this.inspectors = inspectors;
        this.texts = texts;
    }

    /** The inspectors of a department as choices of a form; what speaks against one stands beside his name. */
    public List<Map<String, String>> choices(String department, String creditCode, LocalDate day) {
        return of(department).stream()
                .map(each -> Map.of("label", label(each, creditCode, day), "value", each.login()))
                .toList();
    }

    private String label(Inspector inspector, String creditCode, LocalDate day) {
        String name = texts.office("inspection.team.member", inspector.name(), inspector.certificate());
        if (inspector.validUntil().isBefore(day)) {
            return texts.office("inspection.team.expired", name);
        }
        return recused(inspector, creditCode) ? texts.office("inspection.team.recused", name) : name;
    }

    /** Whether a department has enough of them to enforce anything. */
    public boolean enforces(String department, LocalDate day) {
        return of(department).stream().filter(each -> each.maySetOut(day)).count() >= LEAST;
    }

    /**
     * Refuses a team that may not act.
     *
     * @throws Refusal {@code team.tooFew}, {@code team.unknown}, {@code team.expired}, {@code team.away}, {@code
     *     team.recused} (422)
     */
    public List<String> require(String department, Collection<String> logins, String creditCode, LocalDate day) {
        List<String> team = new ArrayList<>(new TreeSet<>(logins));
        if (team.size() < LEAST) {
            throw Refusal.rule("team.tooFew");
        }
        for (String login : team) {
            Inspector inspector = inspectors
                    .find(login)
                    .filter(each -> each.department().equals(department))
                    .orElseThrow(() -> Refusal.rule("team.unknown", login));
            if (inspector.validUntil().isBefore(day)) {
                throw Refusal.rule(
                        "team.expired", inspector.name(), inspector.validUntil().toString());
            }
            if (!inspector.available()) {
                throw Refusal.rule("team.away", inspector.name());
            }
            if (recused(inspector, creditCode)) {
                throw Refusal.rule("team.recused", inspector.name());
            }
        }
        return team;
    }

    /** Their names, as documents have them. */
    public String names(Collection<String> logins) {
        return logins.stream()
                .map(login -> inspectors
                        .find(login)
                        .map(each -> texts.office("inspection.team.member", each.name(), each.certificate()))
                        .orElse(login))
                .collect(Collectors.joining(texts.office("inspection.and")));
    }

    private static boolean recused(Inspector inspector, String creditCode) {
        return inspector.recusals().stream().anyMatch(each -> each.creditCode().equals(creditCode));
    }

    private List<Inspector> of(String department) {
        return inspectors.batch(new RegisterFilter(null, null, null, null, department), null, MOST);
    }
}
