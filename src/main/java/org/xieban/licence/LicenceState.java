package org.xieban.licence;

/** How it stands with an e-licence. */
public enum LicenceState {
    /** 有效. */
    VALID("good"),
    /** 暂停使用; may be restored. */
    SUSPENDED("warn"),
    /** 注销, since it was revoked, withdrawn or replaced (行政许可法 70); for good. */
    REVOKED("bad"),
    /** 过期. */
    EXPIRED("plain");

    private final String look;

    LicenceState(String look) {
        this.look = look;
    }

    /** Class of the style sheet in which it is shown. */
    public String look() {
        return look;
    }

    /** Message key of its name. */
    public String textKey() {
        return "licence.state." + name();
    }
}
