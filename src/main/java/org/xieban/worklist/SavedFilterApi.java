package org.xieban.worklist;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.casefile.Lamp;
import org.xieban.web.Listing;

/** Saved filters for other systems. */
@RestController
@RequestMapping("/api/v1/tasks/filters")
@PreAuthorize(WorklistPages.READERS)
class SavedFilterApi {

    private final SavedFilters filters;

    SavedFilterApi(SavedFilters filters) {
        this.filters = filters;
    }

    /** A filter to keep; its parts are called as the list's parameters are. */
    record Kept(
            @Nullable String name,
            @Nullable Boolean shared,
            @Nullable String queue,
            @Nullable Lamp lamp,
            @Nullable String item,
            @Nullable String step,
            @Nullable String applicant,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String q,
            @Nullable String sort) {

        TaskFilter filter() {
            return new WorklistPages.Query(queue, lamp, item, step, applicant, from, to, q, sort).filter();
        }
    }

    /**
     * A filter that is kept.
     *
     * @param owner login
     * @param parameters of the list, those that are not as usual
     * @param count how many it leaves of what the caller may see
     */
    record FilterView(long id, String name, String owner, boolean shared, Map<String, Object> parameters, long count) {}

    @GetMapping
    Listing<FilterView> all() {
        List<SavedFilters.SavedFilter> all = filters.all();
        Map<Long, Long> counts = filters.counts(all);
        return new Listing<>(
                all.stream()
                        .map(each -> view(each, counts.getOrDefault(each.id(), 0L)))
                        .toList(),
                null,
                all.size());
    }

    @GetMapping("/{id}")
    FilterView one(@PathVariable long id) {
        return view(filters.require(id));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    FilterView save(@RequestBody Kept given) {
        return view(filters.save(given.name(), Boolean.TRUE.equals(given.shared()), given.filter()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        filters.delete(id);
    }

    private FilterView view(SavedFilters.SavedFilter saved) {
        return view(saved, filters.counts(List.of(saved)).getOrDefault(saved.id(), 0L));
    }

    private static FilterView view(SavedFilters.SavedFilter saved, long count) {
        return new FilterView(
                saved.id(),
                saved.name(),
                saved.owner(),
                saved.shared(),
                saved.filter().parameters(),
                count);
    }
}
