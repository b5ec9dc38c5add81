package org.xieban.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A material (材料) that an item asks for.
 *
 * @param code its name for machines, unique within the item
 * @param name what the applicant calls it
 * @param form original, copy or file
 * @param number how many of it
 * @param required whether there is no decision without it
 * @param mayFollow whether the application is accepted without it and it may follow (容缺)
 * @param sources where it may come from, best first; the applicant is asked last
 *     (国务院关于在线政务服务的若干规定 7: what can be shared is not asked for)
 * @param check how it is checked
 * @param exemptWhen when it need not be given, null for never
 * @param keptFor how long a checked copy is taken by itself for later cases of the same applicant; null where nobody can
 *     say, so that whoever handles a later case looks whether it still holds
 */
public record Material(
        String code,
        String name,
        Form form,
        int number,
        boolean required,
        boolean mayFollow,
        List<Source> sources,
        String check,
        @Nullable String exemptWhen,
        ServiceItem.@Nullable Validity keptFor) {

    public Material {
        sources = List.copyOf(sources);
    }

    /** Whether it may come from somewhere else than the applicant. */
    public boolean shared() {
        return sources.stream().anyMatch(source -> source.kind() != Source.Kind.APPLICANT);
    }

    /** How it is handed in. */
    public enum Form {
        ORIGINAL,
        COPY,
        ORIGINAL_AND_COPY,
        ELECTRONIC
    }

    /**
     * Where a material may come from.
     *
     * @param kind who holds it
     * @param code of the data resource or of the kind of e-licence; null where the applicant brings it
     * @param name of the same, for people
     */
    public record Source(
            Kind kind, @Nullable String code, @Nullable String name) {

        /** Who holds it. */
        public enum Kind {
            /** Another department's data, queried under a grant. */
            DATA_RESOURCE,
            /** The library of electronic licences. */
            E_LICENCE,
            /** The applicant. */
            APPLICANT
        }
    }
}
