package org.xieban.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CursorTest {

    private static final Instant AT = Instant.parse("2026-11-21T06:30:00.123456Z");

    private static Cursor read(String list, @Nullable String given) {
        Cursor cursor = Cursor.read(list, given);
        assertThat(cursor).isNotNull();
        return cursor;
    }

    @Property
    void whatWentInComesOut(@ForAll @NotEmpty String text, @ForAll long number) {
        String clean = text.replace("\u001f", "").replaceAll("[\ud800-\udfff]", "");
        Cursor cursor = read("list", Cursor.after("list", clean, number, AT, null));
        assertThat(cursor.text(0)).isEqualTo(clean);
        assertThat(cursor.number(1)).isEqualTo(number);
        assertThat(cursor.instant(2)).isEqualTo(AT);
        assertThat(cursor.text(3)).isNull();
    }

    @Property
    void anyOtherTextIsRefused(@ForAll @IntRange(max = 40) int place, @ForAll char replacement) {
        String good = Cursor.after("list", "XP26-1118-0042-K", 42L, AT);
        String bad = good.substring(0, place) + replacement + good.substring(place + 1);
        if (!bad.equals(good)) {
            refused("list", bad);
        }
    }

    @Test
    void oneThatIsCutOrLengthenedIsRefused() {
        String good = Cursor.after("list", 42);
        for (int length = 1; length < good.length(); length++) {
            refused("list", good.substring(0, length));
        }
        refused("list", good + "A");
        refused("list", good + "=");
        refused("list", " ");
        refused("list", "…");
    }

    @Test
    void oneOfAnotherListOrOrderIsRefused() {
        refused("items/name", Cursor.after("items/code", "a"));
    }

    @Test
    void aValueOfAnotherKindOrMissingIsRefused() {
        Cursor cursor = read("list", Cursor.after("list", "text"));
        assertThatThrownBy(() -> cursor.number(0)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> cursor.text(1)).isInstanceOf(Refusal.class);
    }

    @Test
    void noCursorIsTheFirstPage() {
        assertThat(Cursor.read("list", null)).isNull();
        assertThat(Cursor.read("list", "")).isNull();
    }

    private static void refused(String list, String given) {
        assertThatThrownBy(() -> Cursor.read(list, given))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("cursor.invalid"));
    }
}
