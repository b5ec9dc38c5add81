package org.xieban.worklist;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.xieban.casefile.Lamp;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.NavigationEntry;
import org.xieban.web.StartCard;

@Configuration(proxyBeanMethods = false)
class WorklistNavigation {

    private static final Set<String> HOLDERS = Arrays.stream(Role.values())
            .filter(Role::holdsTasks)
            .map(Role::authority)
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> READERS = Stream.concat(HOLDERS.stream(), Stream.of(Role.SUPERVISOR.authority()))
            .collect(Collectors.toUnmodifiableSet());

    private static final String EVERYWHERE = "worklist.queue.everywhere";

    private static final String WAITING = WorklistNavigation.class.getName() + ".waiting";

    private static final String COUNTED = WorklistNavigation.class.getName() + ".counted";

    private final WorkItems items;
    private final WorkItemCounts counts;

    WorklistNavigation(WorkItems items, WorkItemCounts counts) {
        this.items = items;
        this.counts = counts;
    }

    /** Message key of what a list is called for an officer. */
    static String textKey(Queue queue, SignedInOfficer officer) {
        return queue == Queue.DEPARTMENT && officer.has(Role.SUPERVISOR) ? EVERYWHERE : queue.textKey();
    }

    @Bean
    NavigationEntry mineEntry() {
        return entry(1, Queue.MINE, "/tasks", "inbox", HOLDERS);
    }

    @Bean
    NavigationEntry groupEntry() {
        return entry(2, Queue.GROUP, "/tasks?queue=group", "users", HOLDERS);
    }

    @Bean
    NavigationEntry departmentEntry() {
        return entry(3, Queue.DEPARTMENT, "/tasks?queue=department", "building", HOLDERS);
    }

    @Bean
    NavigationEntry watchedEntry() {
        return entry(4, Queue.WATCHED, "/tasks?queue=watched", "eye", READERS);
    }

    @Bean
    NavigationEntry copiedEntry() {
        return entry(5, Queue.COPIED, "/tasks?queue=copied", "mail-opened", READERS);
    }

    @Bean
    NavigationEntry doneEntry() {
        return entry(6, Queue.DONE, "/tasks?queue=done", "checks", HOLDERS);
    }

    @Bean
    NavigationEntry everywhereEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.WORK,
                3,
                EVERYWHERE,
                "/tasks?queue=department",
                "stack-2",
                Set.of(Role.SUPERVISOR.authority()),
                count(Queue.DEPARTMENT, null));
    }

    @Bean
    StartCard lateCard() {
        return card(1, "late", "/tasks?queue=mine&lamp=RED", "alarm", count(Queue.MINE, Lamp.RED));
    }

    @Bean
    StartCard mineCard() {
        return card(2, "mine", "/tasks?queue=mine", "inbox", count(Queue.MINE, null));
    }

    @Bean
    StartCard groupCard() {
        return card(3, "group", "/tasks?queue=group", "users", count(Queue.GROUP, null));
    }

    @Bean
    StartCard lateEverywhereCard() {
        return new StartCard(
                1,
                "worklist.card.lateEverywhere.title",
                "worklist.card.lateEverywhere.text",
                "/tasks?queue=department&lamp=RED",
                "alarm",
                Set.of(Role.SUPERVISOR.authority()),
                count(Queue.DEPARTMENT, Lamp.RED));
    }

    @Bean
    NavigationEntry reconciliationEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.ADMINISTRATION,
                60,
                "navigation.reconciliation",
                "/worklist/reconciliation",
                "arrows-diff",
                Set.of(Role.SYSTEM_ADMINISTRATOR.authority()),
                null);
    }

    private NavigationEntry entry(int order, Queue queue, String href, String icon, Set<String> authorities) {
        return new NavigationEntry(
                NavigationEntry.Section.WORK,
                order,
                queue.textKey(),
                href,
                icon,
                authorities,
                queue == Queue.DONE ? null : count(queue, null));
    }

    private static StartCard card(int order, String name, String href, String icon, ToLongFunction<Authentication> n) {
        return new StartCard(
                order, "worklist.card." + name + ".title", "worklist.card." + name + ".text", href, icon, HOLDERS, n);
    }

    private ToLongFunction<Authentication> count(Queue queue, @Nullable Lamp lamp) {
        if (lamp == null) {
            return viewer -> viewer.getPrincipal() instanceof SignedInOfficer officer
                    ? Objects.requireNonNull(waiting(officer).get(queue))
                    : 0;
        }
        TaskFilter filter = new TaskFilter(queue, lamp, null, null, null, null, null, null, TaskSort.DUE);
        return viewer -> viewer.getPrincipal() instanceof SignedInOfficer officer ? items.count(filter, officer) : 0;
    }

    /** Tells what the page itself has counted, so that the side bar need not count it again. */
    static void counted(Queue queue, long number) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null && queue.open()) {
            request.setAttribute(COUNTED, Map.of(queue, number), RequestAttributes.SCOPE_REQUEST);
        }
    }

    /** Counted once for all that a page says of it. */
    private Map<Queue, Long> waiting(SignedInOfficer officer) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request == null) {
            return counts.waiting(officer, Map.of());
        }
        Map<Queue, Long> waiting = kept(request, WAITING);
        if (waiting == null) {
            Map<Queue, Long> counted = kept(request, COUNTED);
            waiting = counts.waiting(officer, counted == null ? Map.of() : counted);
            request.setAttribute(WAITING, waiting, RequestAttributes.SCOPE_REQUEST);
        }
        return waiting;
    }

    @SuppressWarnings("unchecked") // nobody else keeps anything under these names
    private static @Nullable Map<Queue, Long> kept(RequestAttributes request, String name) {
        return (Map<Queue, Long>) request.getAttribute(name, RequestAttributes.SCOPE_REQUEST);
    }
}
