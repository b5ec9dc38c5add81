package org.xieban.engine.internal;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.xieban.engine.form.FeelEvaluator;

@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

    @Bean
    ModelChecks modelChecks(ModelSurroundings surroundings, FeelEvaluator feel) {
        return new ModelChecks(surroundings, feel);
    }

    @Bean
    CheckedDeployer checkedDeployer(
            ModelChecks checks, MessageSource messages, ObjectProvider<LocaleResolver> locales) {
        return new CheckedDeployer(checks, messages, locales);
    }
}
