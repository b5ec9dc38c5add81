package org.xieban.web;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.DelegatingMessageSource;
import org.springframework.context.support.ReloadableResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.thymeleaf.spring6.SpringTemplateEngine;

/**
 * All texts of the screen: every {@code messages-<module>.properties} on the class path (Chinese) with its
 * {@code messages-<module>_en.properties}. A module has its texts by having the file.
 */
@Configuration(proxyBeanMethods = false)
class Texts {

    private static final Logger LOG = LoggerFactory.getLogger(Texts.class);

    @Bean
    static MessageSource messageSource() throws IOException {
        // of those that Spring has, this one finds a text by one look at all bundles, not by one at each of them
        ReloadableResourceBundleMessageSource source = new ReloadableResourceBundleMessageSource();
        source.setBasenames(
                basenames().stream().map(name -> "classpath:" + name).toArray(String[]::new));
        source.setDefaultEncoding("UTF-8");
        // Chinese is the file without a suffix; the machine's own language must not come between
        source.setFallbackToSystemLocale(false);
        return source;
    }

    static Set<String> basenames() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Resource file :
                new PathMatchingResourcePatternResolver().getResources("classpath*:messages-*.properties")) {
            String name = String.valueOf(file.getFilename()).replaceFirst("\\.properties$", "");
            if (!name.contains("_")) {
                names.add(name);
            }
        }
        return names;
    }

    /** Templates with a text that is missing fail where {@code xieban.web.strict-texts} says so, as in all tests. */
    @Bean
    static BeanPostProcessor templatesWithTexts(
            ObjectProvider<MessageSource> messages, @Value("${xieban.web.strict-texts:false}") boolean strict) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String beanName) {
                if (bean instanceof SpringTemplateEngine engine) {
                    engine.setTemplateEngineMessageSource(new TemplateTexts(messages.getObject(), strict));
                }
                return bean;
            }
        };
    }

    private static final class TemplateTexts extends DelegatingMessageSource {

        private final boolean strict;

        TemplateTexts(MessageSource messages, boolean strict) {
            this.strict = strict;
            setParentMessageSource(messages);
        }

        @Override
        public String getMessage(String code, Object @Nullable [] arguments, Locale locale) {
            String text = getMessage(code, arguments, null, locale);
            if (text != null) {
                return text;
            }
            if (strict) {
                throw new IllegalStateException("no text for " + code);
            }
            LOG.warn("no text for {}", code);
            return code;
        }
    }
}
