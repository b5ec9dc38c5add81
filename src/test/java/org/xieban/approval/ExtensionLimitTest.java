package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xieban.catalogue.Term;

/** How long a term may be extended is the law's to say (行政许可法 42). */
class ExtensionLimitTest {

    @ParameterizedTest
    @CsvSource({"20, WORKING_DAY, 10", "45, WORKING_DAY, 15", "60, CALENDAR_DAY, 10", "7, CALENDAR_DAY, 10"})
    void tenWorkingDaysOrFifteenWhereSeveralHandleIt(int amount, Term.Unit unit, int longest) {
        Term term = new Term(amount, unit, Term.StartEvent.ACCEPTANCE, "《中华人民共和国行政许可法》第四十二条");
        assertThat(ExtensionLimit.longest(term)).isEqualTo(longest);
    }
}
