package org.xieban.engine.internal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * The files of the web apps' plugins lie beneath their REST interface, of whose answers no browser keeps any. They are
 * kept, and asked for again each time; what has not changed since is not sent again.
 */
@Configuration(proxyBeanMethods = false)
class WebAppsFiles {

    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> pluginFiles() {
        var filter = new FilterRegistrationBean<ShallowEtagHeaderFilter>(new PluginFiles());
        filter.setOrder(WebAppsSignIn.AFTER_SECURITY);
        filter.addUrlPatterns(
                "/camunda/api/cockpit/plugin/*",
                "/camunda/api/tasklist/plugin/*",
                "/camunda/api/admin/plugin/*",
                "/camunda/api/welcome/plugin/*");
        return filter;
    }

    private static final class PluginFiles extends ShallowEtagHeaderFilter {

        PluginFiles() {
            // the same content may be sent compressed
            setWriteWeakETag(true);
        }

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            return !request.getRequestURI().contains("/static/");
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
            super.doFilterInternal(request, response, chain);
        }
    }
}
