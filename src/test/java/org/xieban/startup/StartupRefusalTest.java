package org.xieban.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.web.server.PortInUseException;

class StartupRefusalTest {

    @Test
    void isToldHoweverDeepItIsWrapped() {
        var refusal = new StartupRefusal(ExitCode.MODEL, "startup.port.in-use", 8080);
        var wrapped = new BeanCreationException("engine", "failed", new IllegalStateException(refusal));
        assertThat(Launch.asRefusal(wrapped)).isSameAs(refusal);
    }

    @Test
    void saysItInChineseFirstThenInEnglish() {
        assertThat(new StartupRefusal(ExitCode.PORT, "startup.port.in-use", 8080).lines())
                .satisfiesExactly(
                        chinese -> assertThat(chinese).startsWith("端口 8080 已被"),
                        english -> assertThat(english).startsWith("Port 8080 is in use"));
    }

    @Test
    void isMadeOfAPortThatWasTakenMeanwhile() {
        var refusal = Launch.asRefusal(new IllegalStateException(new PortInUseException(8080)));
        assertThat(refusal.getExitCode()).isEqualTo(ExitCode.PORT.code());
    }

    @Test
    void isMadeOfTheFirstLineOfAnythingElse() {
        var failure = new IllegalStateException("outer", new IllegalArgumentException("inner\nand more"));
        var refusal = Launch.asRefusal(failure);
        assertThat(refusal.getExitCode()).isEqualTo(ExitCode.OTHER.code());
        assertThat(refusal.lines().get(0)).isEqualTo("启动失败：IllegalArgumentException: inner");
    }

    @Test
    void hasAnExitCodeThatNoOtherHas() {
        Set<Integer> codes =
                Arrays.stream(ExitCode.values()).map(ExitCode::code).collect(Collectors.toSet());
        assertThat(codes).hasSize(ExitCode.values().length).doesNotContain(0);
    }

    @Test
    void hasEachTextInBothLanguages() {
        var control = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        var chinese = ResourceBundle.getBundle("messages-startup", Locale.ROOT, control);
        var english = ResourceBundle.getBundle("messages-startup", Locale.ENGLISH, control);
        assertThat(english.keySet()).isEqualTo(chinese.keySet());
        for (String key : chinese.keySet()) {
            assertThat(english.getString(key)).as(key).isNotEqualTo(chinese.getString(key));
        }
    }
}
