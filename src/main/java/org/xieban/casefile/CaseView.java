package org.xieban.casefile;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case as the API tells it to whoever is signed in, whole or in the part that he may see.
 *
 * @param stateName in the reader's language
 * @param lamp null where it has no open clock, as when its state is final
 * @param dueAt the earliest running acceptance, statutory or promised clock; null while all are paused
 * @param parent number of the case it is a part of, where the reader may see that one
 * @param children numbers of its parts that the reader may see, of the first hundred
 * @param openTasks as the API lists tasks
 * @param result null until decided
 */
public record CaseView(
        String caseNo,
        String title,
        String itemCode,
        CaseState state,
        String stateName,
        Party applicant,
        @Nullable Party agent,
        @Nullable Lamp lamp,
        @Nullable Instant dueAt,
        @Nullable String externalRef,
        @Nullable String parent,
        List<String> children,
        List<? extends Record> openTasks,
        List<CaseMaterial> materials,
        List<Opinion> opinions,
        CaseFile.@Nullable Decision result) {}
