package org.xieban;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;

/** The rules of the house: which module may know which, and who may know the engine. */
class ModuleRulesTest {

    private static JavaClasses product;

    @BeforeAll
    static void readTheProduct() {
        product = read(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS);
    }

    /** Without the libraries: the rules ask for names alone, and reading them takes longer than all the rest. */
    private static JavaClasses read(ImportOption which) {
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter().withImportOption(which).importPackages("org.xieban");
        });
    }

    @Test
    void modulesUseOnlyWhatTheyAreAllowedTo() {
        ApplicationModules.of(XiebanApplication.class).verify();
    }

    @Test
    void onlyTheEngineModuleCockpitAndDelegatesKnowCamunda() {
        noClasses()
                .that(not(resideInAnyPackage("org.xieban.engine.internal..", "org.xieban.cockpit..", "..bpmn..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.camunda..")
                .check(product);
    }

    @Test
    void delegatesKnowOfCamundaOnlyWhatADelegateNeeds() {
        noClasses()
                .that()
                .resideInAPackage("..bpmn..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.camunda..").and(not(resideInAPackage("org.camunda.bpm.engine.delegate"))))
                .allowEmptyShould(true)
                .check(product);
    }

    @Test
    void theEnginesInnardsAreTouchedOnlyInsideTheEngineModule() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.xieban.engine.internal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.camunda.bpm.engine.impl..")
                .check(product);
    }

    @Test
    void timeIsAskedOfTheClockNeverOfTheMachine() {
        noClasses()
                .should(askTheMachineForTheTime())
                .because("tests and the demonstration advance the Clock bean, and the zone is the country's")
                .check(product);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .check(product);
    }

    @Test
    void controllersAndRepositoriesAreSeenByNobodyElse() {
        classes()
                .that()
                .areAnnotatedWith("org.springframework.stereotype.Controller")
                .or()
                .areAnnotatedWith("org.springframework.web.bind.annotation.RestController")
                .or()
                .areAnnotatedWith("org.springframework.stereotype.Repository")
                .should()
                .bePackagePrivate()
                .check(product);
    }

    @Test
    void everyPackageSaysThatNothingInItIsNullUnlessMarked() {
        classes()
                .that()
                .areNotAnonymousClasses()
                .should(new ArchCondition<JavaClass>("reside in a package annotated @NullMarked") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                        events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " is unmarked"));
                    }
                })
                .check(product);
    }

    /** See {@link CrossSite}: one test that does it makes all those after it fail. */
    @Test
    void noTestPutsSpringsStoreOfTokensIntoTheSharedContext() {
        noClasses()
                .should()
                .callMethod(SecurityMockMvcRequestPostProcessors.class, "csrf")
                .check(read(ImportOption.Predefined.ONLY_INCLUDE_TESTS));
    }

    private static ArchCondition<JavaClass> askTheMachineForTheTime() {
        List<Class<?>> types =
                List.of(Instant.class, LocalDate.class, LocalDateTime.class, ZonedDateTime.class, ZoneId.class);
        return new ArchCondition<>("call now() without a clock, or systemDefault()") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getMethodCallsFromSelf().stream()
                        .filter(call -> types.stream().anyMatch(call.getTargetOwner()::isEquivalentTo))
                        .filter(call -> call.getName().equals("systemDefault")
                                || call.getName().equals("now")
                                        && call.getTarget()
                                                .getRawParameterTypes()
                                                .isEmpty())
                        .forEach(call -> events.add(SimpleConditionEvent.satisfied(call, call.getDescription())));
            }
        };
    }
}
