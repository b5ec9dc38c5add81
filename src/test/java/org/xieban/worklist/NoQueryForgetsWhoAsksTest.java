package org.xieban.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xieban.casefile.CaseSearch;
import org.xieban.directory.SignedInOfficer;

/** What an officer may see is decided in one place, and nothing reads the lists past it. */
class NoQueryForgetsWhoAsksTest {

    private static final Path SOURCES = Path.of("src/main/java/org/xieban");

    private static final Pattern READS = Pattern.compile("\\b(from|join) work_item(_list)?\\b");

    /** Those that answer officers, and those that keep the table without showing it to anybody. */
    private static final Set<String> READERS =
            Set.of("WorkItems", "WorkItemRows", "WorkItemCounts", "WorkItemLists", "WorkItemAccess");

    private static final Set<String> KEEPERS = Set.of("WorkItemProjection", "Reconciliation", "Urges", "TakenTasks");

    @Test
    void nobodyElseReadsTheTable() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Set<String> reading = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(NoQueryForgetsWhoAsksTest::reads)
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(reading)
                    .isSubsetOf(
                            Stream.concat(READERS.stream(), KEEPERS.stream()).collect(Collectors.toSet()));
            assertThat(reading).contains("WorkItemRows", "WorkItemLists");
        }
    }

    private static boolean reads(Path file) {
        try {
            return READS.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each with what may be asked without naming an officer, since whoever asks has been found to see it. */
    private static final Map<Class<?>, Set<String>> QUESTIONS = Map.of(
            WorkItems.class, Set.of("opened", "openOfCase"),
            WorkItemCounts.class, Set.of(),
            CaseSearch.class, Set.of("findingAmongMany"));

    @Test
    void everyQuestionNamesTheOfficerWhoAsks() {
        QUESTIONS.forEach((type, free) -> assertThat(Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> !method.isSynthetic()
                                && !Modifier.isPrivate(method.getModifiers())
                                && !Modifier.isStatic(method.getModifiers()))
                        .filter(method -> !List.of(method.getParameterTypes()).contains(SignedInOfficer.class))
                        .map(Method::getName)
                        .collect(Collectors.toSet()))
                .as(type.getSimpleName())
                .isEqualTo(free));
    }
}
