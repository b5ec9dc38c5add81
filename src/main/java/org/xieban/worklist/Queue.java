package org.xieban.worklist;

import java.util.Locale;

/** The lists that every officer has. */
enum Queue {
    /** What he has taken (我的待办). */
    MINE,
    /** What nobody has taken and he may take (本组待领). */
    GROUP,
    /** All that is open in his department, whoever has it; a supervisor's is the whole city's. */
    DEPARTMENT,
    /** What is open in the cases that he watches (我关注的). */
    WATCHED,
    /** What others have sent him to read (待阅), open or done, the latest first. */
    COPIED,
    /** What he has done (我办过的), the latest first. */
    DONE;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** Its name in addresses. */
    public String code() {
        return code;
    }

    /** Message key of its name on the screen. */
    public String textKey() {
        return "worklist.queue." + name();
    }

    /** Whether it holds what is still to be done, and nothing else. */
    public boolean open() {
        return this != DONE && this != COPIED;
    }
}
