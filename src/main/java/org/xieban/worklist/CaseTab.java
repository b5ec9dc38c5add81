package org.xieban.worklist;

import org.jspecify.annotations.Nullable;

/**
 * A tab of the case page that another module fills.
 *
 * @param name in addresses; its text is the message {@code worklist.tab.<name>}
 * @param address that answers its content; {@code {caseNo}} stands for the number of the case
 * @param process id of the model whose cases it is for; null for all
 * @param whole whether it is only for those who see the whole case
 */
record CaseTab(String name, String address, @Nullable String process, boolean whole) {

    /** A tab of all cases. */
    CaseTab(String name, String address, boolean whole) {
        this(name, address, null, whole);
    }

    /** Message key of its text. */
    public String textKey() {
        return "worklist.tab." + name;
    }

    public String href(String caseNo) {
        return address.replace("{caseNo}", caseNo);
    }
}
