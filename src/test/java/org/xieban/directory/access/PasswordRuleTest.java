package org.xieban.directory.access;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class PasswordRuleTest {

    private final PasswordRule rule = new PasswordRule(10);

    @Property
    void anythingShorterIsRefused(@ForAll @StringLength(max = 9) String password) {
        assertThat(rule.violations("clerk.chen", password)).contains("password.short");
    }

    @Property
    void threeKindsOfTenCharactersSuffice(@ForAll("ofThreeKinds") String password) {
        assertThat(rule.violations("clerk.chen", password)).isEmpty();
    }

    @Property
    void twoKindsDoNotSufficeHoweverLong(@ForAll("ofTwoKinds") String password) {
        assertThat(rule.violations("clerk.chen", password)).containsExactly("password.simple");
    }

    @Property
    void aPasswordAroundTheLoginIsRefusedInAnyCase(
            @ForAll("ofThreeKinds") String around, @ForAll @IntRange(max = 10) int at, @ForAll boolean capitals) {
        Assume.that(around.length() >= at);
        String login = capitals ? "CLERK.CHEN" : "Clerk.chen";
        String password = around.substring(0, at) + login + around.substring(at);
        assertThat(rule.violations("clerk.chen", password)).contains("password.containsLogin");
    }

    @Example
    void chineseCountsAsAnotherKind() {
        assertThat(rule.violations("clerk.chen", "跨部门协同办理Aa12")).isEmpty();
    }

    @Example
    void whatNobodyTypesIsRefused() {
        assertThat(rule.violations("clerk.chen", "Aa1-".repeat(40))).containsExactly("password.long");
    }

    @Provide
    Arbitrary<String> ofThreeKinds() {
        Arbitrary<String> small = letters("abcdefghij");
        Arbitrary<String> digits = letters("0123456789");
        Arbitrary<String> third = Arbitraries.oneOf(letters("ABCDEFGHIJ"), letters("-+*/!?#&=中"));
        return Combinators.combine(small, digits, third).as((a, b, c) -> a + b + c);
    }

    @Provide
    Arbitrary<String> ofTwoKinds() {
        return Combinators.combine(letters("abcdefghij"), letters("0123456789")).as((a, b) -> a + b + a);
    }

    private static Arbitrary<String> letters(String alphabet) {
        return Arbitraries.strings()
                .withChars(alphabet.toCharArray())
                .ofMinLength(4)
                .ofMaxLength(12);
    }
}
