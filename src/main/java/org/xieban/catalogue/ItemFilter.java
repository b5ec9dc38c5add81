package org.xieban.catalogue;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which items a list shows, and in which order. What departments ask of each other alone is in no list.
 *
 * @param query part of the name, the code or the implementation code; null for any
 * @param kind null for any
 * @param department code of the department that decides; null for any
 * @param openOn only items that take applications on that day; null for all
 */
public record ItemFilter(
        @Nullable String query,
        ServiceItem.@Nullable Kind kind,
        @Nullable String department,
        @Nullable LocalDate openOn,
        Sort sort) {

    public ItemFilter {
        query = query == null || query.isBlank() ? null : query.strip();
        department = department == null || department.isBlank() ? null : department;
    }

    /** All items that people apply for, by code. */
    public static final ItemFilter ALL = new ItemFilter(null, null, null, null, Sort.CODE);

    ItemFilter ofAnyKind() {
        return new ItemFilter(query, null, department, openOn, sort);
    }

    ItemFilter ofAnyDepartment() {
        return new ItemFilter(query, kind, null, openOn, sort);
    }

    /** What a list is sorted by; the code decides between equals. */
    public enum Sort {
        CODE,
        NAME,
        KIND,
        DEPARTMENT,
        /** The shortest promise first. */
        PROMISE
    }
}
