package org.xieban.web;

import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;

@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    private static final int AFTER_SECURITY = SecurityProperties.DEFAULT_FILTER_ORDER + 100;

    @Bean
    LocaleResolver localeResolver() {
        return new Languages();
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Languages.Switch()).excludePathPatterns(Api.ROOT + "**");
    }

    @Bean
    FilterRegistrationBean<StaticFiles> staticFiles() {
        FilterRegistrationBean<StaticFiles> filter = new FilterRegistrationBean<>(new StaticFiles());
        filter.addUrlPatterns(StaticFiles.PATHS);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return filter;
    }

    /** In the place of Spring Boot's. */
    @Bean
    FilterRegistrationBean<ResourceUrlEncodingFilter> fingerprintedAddresses() {
        FilterRegistrationBean<ResourceUrlEncodingFilter> filter =
                new FilterRegistrationBean<>(new FingerprintedAddresses());
        filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
        return filter;
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(
            @Value("${xieban.web.largest-body:8MB}") DataSize most, Problems problems) {
        FilterRegistrationBean<BodyLimit> filter =
                new FilterRegistrationBean<>(new BodyLimit(most.toBytes(), problems));
        filter.addUrlPatterns(Api.ROOT + "*");
        filter.setOrder(AFTER_SECURITY);
        return filter;
    }

    @Bean
    FilterRegistrationBean<Idempotency> idempotency(
            IdempotentAnswers answers, PlatformTransactionManager transactions, Problems problems) {
        FilterRegistrationBean<Idempotency> filter =
                new FilterRegistrationBean<>(new Idempotency(answers, transactions, problems));
        filter.addUrlPatterns(Api.ROOT + "v1/*");
        filter.setOrder(AFTER_SECURITY + 1);
        return filter;
    }
}
