package org.xieban.worklist;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.xieban.casefile.CaseScope;

/**
 * The tabs of the case page beside handling it: an installation without a module is without its tab, and no module that
 * fills one knows of this page.
 */
@Component
class CaseTabs {

    private static final List<CaseTab> KNOWN = List.of(
            new CaseTab("visit", "/inspection/cases/{caseNo}", "jointInspection", false),
            new CaseTab("publication", "/inspection/publications/of/{caseNo}", "resultsPublication", false),
            new CaseTab("disclosure", "/inspection/disclosures/of/{caseNo}", "penaltyCase", false),
            new CaseTab("materials", "/cases/{caseNo}/materials", false),
            new CaseTab("data", "/sources/cases/{caseNo}", true),
            new CaseTab("opinions", "/cases/{caseNo}/opinions", false),
            new CaseTab("clocks", "/timelimit/cases/{caseNo}", false),
            new CaseTab("documents", "/document/cases/{caseNo}", false),
            new CaseTab("requests", "/approval/cases/{caseNo}", true),
            new CaseTab("record", "/ledger/cases/{caseNo}", false));

    private final SingletonSupplier<List<CaseTab>> answered;

    CaseTabs(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> controllers) {
        this.answered = SingletonSupplier.of(() -> {
            Set<String> addresses = controllers.getObject().getHandlerMethods().keySet().stream()
                    .flatMap(mapping -> mapping.getPatternValues().stream())
                    .map(pattern -> pattern.replaceAll("\\{[^}]*}", "{caseNo}"))
                    .collect(Collectors.toSet());
            return KNOWN.stream()
                    .filter(tab -> addresses.contains(tab.address()))
                    .toList();
        });
    }

    /** Those that some controller answers, of a case of that process, for whoever sees so much of it. */
    List<CaseTab> of(CaseScope scope, String process) {
        return answered.obtain().stream()
                .filter(tab -> (tab.process() == null || tab.process().equals(process))
                        && (scope == CaseScope.WHOLE || !tab.whole()))
                .toList();
    }
}
