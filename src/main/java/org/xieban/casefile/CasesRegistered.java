package org.xieban.casefile;

import java.util.List;

/**
 * Cases were registered together; published in the transaction that did so, before {@link CaseRegistered} of each, for
 * those who write something down of every case: all by one statement.
 */
public record CasesRegistered(List<CaseRegistered> cases) {

    public CasesRegistered {
        cases = List.copyOf(cases);
    }
}
