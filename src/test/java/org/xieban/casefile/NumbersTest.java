package org.xieban.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.time.api.Dates;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xieban.web.Refusal;

/** Numbers of people, organisations and cases: what the standards say, and that slips of the pen are found. */
class NumbersTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 12);

    private static final String CASE_SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    // ---- citizen's number ----

    @Example
    void theExampleOfTheStandardIsACitizensNumber() {
        CitizenNumber number = CitizenNumber.of(" 11010519491231002x ", TODAY);
        assertThat(number.value()).isEqualTo("11010519491231002X");
        assertThat(number.birthDate()).isEqualTo(LocalDate.of(1949, 12, 31));
        assertThat(number.male()).isFalse();
        assertThat(number.division()).isEqualTo("110105");
        assertThat(number.masked()).isEqualTo("1101**********002X");
        assertThat(number).hasToString("1101**********002X");
    }

    @ParameterizedTest
    @CsvSource({
        "11010519491231002,     shape",
        "11010519491231002Y,    shape",
        "1101051949123100２X1,  shape",
        "990105194912310024,    division",
        "110105194902300024,    birthDate",
        "110105202612310025,    birthDate",
        "110105194912310021,    check",
    })
    void aWrongCitizensNumberIsToldWhy(String typed, String fault) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> CitizenNumber.of(typed, TODAY));
        assertThat(refusal.code()).isEqualTo("citizenNumber." + fault);
        assertThatIllegalArgumentException().isThrownBy(() -> new CitizenNumber("11010519491231002x"));
    }

    @Property
    void aWrongDigitInACitizensNumberIsFound(
            @ForAll("citizens") String number, @ForAll @IntRange(max = 17) int place, @ForAll("digits") char other) {
        Assume.that(number.charAt(place) != other);
        assertThat(refused(() -> CitizenNumber.of(replaced(number, place, other), TODAY)))
                .isTrue();
    }

    @Property
    void swappedDigitsInACitizensNumberAreFound(
            @ForAll("citizens") String number, @ForAll @IntRange(max = 16) int place) {
        Assume.that(number.charAt(place) != number.charAt(place + 1));
        assertThat(refused(() -> CitizenNumber.of(swapped(number, place), TODAY)))
                .isTrue();
    }

    @Provide
    Arbitrary<String> citizens() {
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        return Combinators.combine(
                        Arbitraries.of("110105", "330102", "650104", "440305"),
                        Dates.dates().between(LocalDate.of(1920, 1, 1), TODAY),
                        Arbitraries.integers().between(0, 999))
                .as((division, born, sequence) -> {
                    String body = division + born.toString().replace("-", "") + String.format("%03d", sequence);
                    int sum = 0;
                    for (int i = 0; i < 17; i++) {
                        sum += (body.charAt(i) - '0') * weights[i];
                    }
                    return body + "10X98765432".charAt(sum % 11);
                });
    }

    @Provide
    Arbitrary<Character> digits() {
        return Arbitraries.chars().range('0', '9');
    }

    // ---- credit code ----

    @ParameterizedTest
    @CsvSource({
        "91350100M000100Y43, M000100Y4, 350100",
        "91330100MA2T4T7A45, MA2T4T7A4, 330100",
    })
    void aCreditCodeHoldsAnOrganisationCode(String typed, String organisation, String division) {
        CreditCode code = CreditCode.of(typed.toLowerCase(java.util.Locale.ROOT));
        assertThat(code.organisationCode()).isEqualTo(organisation);
        assertThat(code.division()).isEqualTo(division);
        assertThat(code.masked())
                .startsWith(typed.substring(0, 4) + "**********")
                .endsWith(typed.substring(14));
    }

    @ParameterizedTest
    @CsvSource({
        "91350100M000100Y4,   shape",
        "91350100M000100Y4I,  shape",
        "9135010AM000100Y43,  shape",
        "91350100M000100Y44,  check",
        "91350100M000100Y54,  check",
    })
    void aWrongCreditCodeIsToldWhy(String typed, String fault) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> CreditCode.of(typed));
        assertThat(refusal.code()).isEqualTo("creditCode." + fault);
    }

    @Property
    void aWrongSymbolInACreditCodeIsFound(@ForAll @IntRange(max = 17) int place, @ForAll("symbols") char other) {
        String code = "91350100M000100Y43";
        Assume.that(code.charAt(place) != other);
        assertThat(refused(() -> CreditCode.of(replaced(code, place, other)))).isTrue();
    }

    @Property
    void theOrganisationCodeWithinIsCheckedToo(@ForAll @IntRange(min = 0, max = 9) int check) {
        Assume.that(check != 4);
        String body = "91350100M000100Y" + check;
        long accepted = CASE_SYMBOLS
                .chars()
                .filter(last -> !refused(() -> CreditCode.of(body + (char) last)))
                .count();
        assertThat(accepted).isZero();
    }

    // ---- telephone number ----

    @ParameterizedTest
    @CsvSource({
        "13800138000,           13800138000,    138****8000",
        "+86 138 0013 8000,     13800138000,    138****8000",
        "0086-138-0013-8000,    13800138000,    138****8000",
        "１３８００１３８０００,   13800138000,    138****8000",
        "0571-87654321,         0571-87654321,  0571-****4321",
        "(0571)87654321,        0571-87654321,  0571-****4321",
        "010 62345678,          010-62345678,   010-****5678",
        "+86 571 8765 4321,     0571-87654321,  0571-****4321",
        "0571-87654321-123,     0571-87654321-123, 0571-********-123",
        "400-800-1234,          4008001234,     4*******34",
        "+852 2345 6789,        +85223456789,   +85*****6789",
    })
    void aTelephoneNumberIsWrittenInOneWayAndMasked(String typed, String value, String masked) {
        Phone phone = Phone.of(typed);
        assertThat(phone.value()).isEqualTo(value);
        assertThat(phone.masked()).isEqualTo(masked);
        assertThat(phone.mobile()).isEqualTo(value.startsWith("138"));
        assertThat(Phone.of(phone.value())).isEqualTo(phone);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12345",
                "1380013800",
                "138001380000",
                "12800138000",
                "87654321",
                "电话",
                "+86123",
                "0571-1234567"
            })
    void whatIsNoTelephoneNumberIsRefused(String typed) {
        assertThat(refused(() -> Phone.of(typed))).isTrue();
    }

    // ---- masking ----

    @ParameterizedTest
    @CsvSource({"王小强, 王*强", "李明, 李*", "欧阳小明, 欧**明", "王, *", "买买提·吐尔逊, 买*****逊", "𠮷田, 𠮷*"})
    void aNameShowsItsFirstAndLastCharacter(String name, String masked) {
        assertThat(Masking.name(name)).isEqualTo(masked);
    }

    @Property
    void maskingKeepsTheLengthAndCoversMoreThanHalfOfANumber(@ForAll("numbers") String number) {
        String masked = Masking.number(number);
        assertThat(masked).hasSameSizeAs(number);
        assertThat(masked.chars().filter(c -> c == '*').count()).isGreaterThanOrEqualTo((number.length() + 1) / 2);
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.strings().withCharRange('0', '9').ofMinLength(1).ofMaxLength(30);
    }

    // ---- case number ----

    @Example
    void aCaseNumberLooksLikeThis() {
        CaseNumber number = CaseNumber.of("XP", LocalDate.of(2026, 11, 12), 19);
        assertThat(number.value()).startsWith("XP26-1112-0019-").matches("[0-9A-Z-]{8,24}");
        assertThat(number.registeredOn()).isEqualTo(LocalDate.of(2026, 11, 12));
        assertThat(CaseNumber.of("XP", TODAY, 123_456).value()).startsWith("XP26-1112-123456-");
        assertThatIllegalArgumentException().isThrownBy(() -> CaseNumber.of("XO", TODAY, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> CaseNumber.of("XP", TODAY, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> CaseNumber.of("XP", TODAY, 1_000_000));
        assertThatIllegalArgumentException().isThrownBy(() -> CaseNumber.of("XP", LocalDate.of(2100, 1, 1), 1));
    }

    @Property
    void aCaseNumberIsReadHoweverItIsTyped(@ForAll("cases") String number) {
        assertThat(CaseNumber.read(number).map(CaseNumber::value)).contains(number);
        assertThat(CaseNumber.read(
                        " " + number.toLowerCase(java.util.Locale.ROOT).replace("-", " ") + "\n"))
                .contains(new CaseNumber(number));
        assertThat(CaseNumber.read(number.replace('0', 'O').replace('1', 'I'))).contains(new CaseNumber(number));
    }

    @Property
    void aWrongCharacterInACaseNumberIsFound(
            @ForAll("cases") String number, @ForAll @IntRange(max = 18) int place, @ForAll("symbols") char other) {
        Assume.that(place < number.length() && number.charAt(place) != '-' && number.charAt(place) != other);
        assertThat(CaseNumber.read(replaced(number, place, other))).isEmpty();
    }

    @Property
    void charactersThatChangedPlacesAreFound(
            @ForAll("cases") String number, @ForAll @IntRange(max = 18) int one, @ForAll @IntRange(max = 18) int two) {
        String plain = number.replace("-", "");
        Assume.that(one < plain.length() && two < plain.length() && plain.charAt(one) != plain.charAt(two));
        char moved = plain.charAt(one);
        assertThat(CaseNumber.read(replaced(replaced(plain, one, plain.charAt(two)), two, moved)))
                .isEmpty();
    }

    @Property
    void noTwoCasesHaveOneNumber(@ForAll("cases") String one, @ForAll("cases") String two) {
        CaseNumber first = new CaseNumber(one);
        CaseNumber second = new CaseNumber(two);
        Assume.that(!one.equals(two));
        assertThat(first).isNotEqualTo(second);
        assertThat(one.substring(0, one.length() - 1)).isNotEqualTo(two.substring(0, two.length() - 1));
    }

    @Property
    void anyTextIsReadOrIsNone(@ForAll String text) {
        assertThat(CaseNumber.read(text))
                .satisfiesAnyOf(read -> assertThat(read).isEmpty(), read -> assertThat(
                                CaseNumber.read(read.orElseThrow().value()))
                        .isEqualTo(read));
    }

    @Provide
    Arbitrary<String> cases() {
        return Combinators.combine(
                        Arbitraries.of("XP", "HX", "AA"),
                        Dates.dates().between(LocalDate.of(2000, 1, 1), LocalDate.of(2099, 12, 31)),
                        Arbitraries.integers().between(1, 999_999))
                .as((city, day, sequence) -> CaseNumber.of(city, day, sequence).value());
    }

    @Provide
    Arbitrary<Character> symbols() {
        return Arbitraries.of(CASE_SYMBOLS.chars().mapToObj(c -> (char) c).toList());
    }

    // ---- slips of the pen ----

    private static String replaced(String text, int place, char other) {
        return text.substring(0, place) + other + text.substring(place + 1);
    }

    private static String swapped(String text, int place) {
        return replaced(replaced(text, place, text.charAt(place + 1)), place + 1, text.charAt(place));
    }

    private static boolean refused(Runnable reading) {
        try {
            reading.run();
            return false;
        } catch (Refusal refusal) {
            return true;
        }
    }
}
