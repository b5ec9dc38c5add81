package org.xieban.directory.access;

import static org.xieban.directory.Role.ANALYST;
import static org.xieban.directory.Role.AUDIT_ADMINISTRATOR;
import static org.xieban.directory.Role.SECURITY_ADMINISTRATOR;
import static org.xieban.directory.Role.SUPERVISOR;
import static org.xieban.directory.Role.SYSTEM_ADMINISTRATOR;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.logout.CookieClearingLogoutHandler;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.session.HttpSessionEventPublisher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import org.xieban.directory.Role;

/**
 * Which address is open to whom, for our pages, our API, the engine's API and Camunda's web apps alike. Whatever is not
 * named here needs a signed-in officer; what his role may do there, the controllers say themselves.
 *
 * <p>All matchers are path patterns over the whole address: a matcher made from a plain string would ask Spring MVC and
 * never match the servlets that Camunda brings along.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableMethodSecurity
@EnableConfigurationProperties(SignInSettings.class)
class AccessConfiguration {

    /** Open to everybody: the citizens' pages, what can be checked by anybody, and what pages are made of. */
    private static final String[] PUBLIC = {
        "/sign-in",
        "/setup",
        "/error",
        "/public/**",
        "/ledger/checkpoint",
        "/ledger/vkey",
        "/ledger/tile/**",
        "/favicon.ico",
        "/icon*.svg",
        "/css/**",
        "/js/**",
        "/fonts/**",
        "/images/**",
        "/vendor/**"
    };

    /** No script but our own files; styles in attributes are what diagrams and Tabler draw with. */
    private static final String CONTENT_POLICY = String.join(
            "; ",
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'");

    private final HttpSessionRequestCache wanted = wantedPages();

    private static HttpSessionRequestCache wantedPages() {
        HttpSessionRequestCache wanted = new HttpSessionRequestCache();
        wanted.setMatchingRequestParameterName(null);
        wanted.setRequestMatcher(request -> HttpMethod.GET.matches(request.getMethod())
                && !Answers.fromScript(request)
                && String.valueOf(request.getHeader("Accept")).contains(MediaType.TEXT_HTML_VALUE));
        return wanted;
    }

    @Bean
    PasswordRule passwordRule(SignInSettings settings) {
        return new PasswordRule(settings.minimumLength());
    }

    @Bean
    HttpSessionEventPublisher sessionEvents() {
        return new HttpSessionEventPublisher();
    }

    /**
     * Refuses addresses with double slashes, dots, parameters, letters in disguise and the like before anything reads
     * them: Spring's own parsing of a path, which precedes its firewall, fails on them where Camunda's servlets are
     * mapped, and would leave a stack trace for each.
     */
    @Bean
    FilterRegistrationBean<OncePerRequestFilter> plainAddressesOnly() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        FilterRegistrationBean<OncePerRequestFilter> registration =
                new FilterRegistrationBean<>(new OncePerRequestFilter() {
                    @Override
                    protected void doFilterInternal(
                            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                            throws ServletException, IOException {
                        try {
                            firewall.getFirewalledRequest(request);
                            ServletRequestPathUtils.parse(request);
                        } catch (RequestRejectedException | IllegalArgumentException refused) {
                            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
                            return;
                        }
                        chain.doFilter(request, response);
                    }
                });
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** The engine's own API. */
    @Bean
    @Order(1)
    SecurityFilterChain engineApi(
            HttpSecurity http, SignIn signIn, CurrentOfficer current, Answers answers, Denied denied) throws Exception {
        machines(http, signIn, current, answers, denied);
        return http.securityMatcher(path("/engine-rest/**"))
                .authorizeHttpRequests(
                        rules -> always(rules).anyRequest().hasAnyRole(names(ANALYST, SYSTEM_ADMINISTRATOR)))
                .build();
    }

    /** Our API, its description, and what operators' machines read. */
    @Bean
    @Order(2)
    SecurityFilterChain api(HttpSecurity http, SignIn signIn, CurrentOfficer current, Answers answers, Denied denied)
            throws Exception {
        machines(http, signIn, current, answers, denied);
        return http.securityMatcher(paths("/api/**", "/v3/api-docs/**", "/v3/api-docs.yaml", "/actuator/**"))
                .authorizeHttpRequests(rules -> always(rules)
                        .requestMatchers(path("/actuator/health/**"), get("/api/v1/draws/*"))
                        .permitAll()
                        .requestMatchers(path("/actuator/**"))
                        .hasRole(SYSTEM_ADMINISTRATOR.name())
                        .anyRequest()
                        .authenticated())
                .build();
    }

    /** Camunda's web apps, within the same session as our pages. */
    @Bean
    @Order(3)
    SecurityFilterChain camundaApps(
            HttpSecurity http,
            SignIn signIn,
            CurrentOfficer current,
            SignedOut signedOut,
            Answers answers,
            Denied denied)
            throws Exception {
        RequestMatcher api = path("/camunda/api/**");
        RequestMatcher leaving = request -> PathPatternRequestMatcher.withDefaults()
                        .matcher(HttpMethod.POST, "/camunda/api/admin/auth/user/*/logout")
                        .matches(request)
                // which no other site can send
                && request.getHeader("X-XSRF-TOKEN") != null;
        AuthenticationEntryPoint toSignIn = new ToSignIn();
        AuthenticationEntryPoint unsigned = unsigned(answers);
        AuthenticationEntryPoint entry =
                (request, response, failure) -> (api.matches(request) || request.getHeader("Authorization") != null
                                ? unsigned
                                : toSignIn)
                        .commence(request, response, failure);
        String[] cockpit = names(SUPERVISOR, ANALYST, SYSTEM_ADMINISTRATOR);
        String[] tasklist = names(Role::holdsTasks);
        String[] admin = names(SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR);
        return http.securityMatcher(path("/camunda/**"))
                .authenticationManager(manager(signIn, SignIn.Channel.BASIC))
                .httpBasic(basic -> basic.authenticationEntryPoint(entry))
                .requestCache(cache -> cache.requestCache(wanted))
                // the web apps bring a token of their own
                .csrf(csrf -> {
                    CrossSiteRequests.protect(csrf);
                    csrf.ignoringRequestMatchers(path("/camunda/api/**"), path("/camunda/app/**"));
                })
                .headers(headers -> headers
                        // they bring a policy of their own, with a number for each page
                        .xssProtection(HeadersConfigurer.XXssConfig::disable)
                        .frameOptions(HeadersConfigurer.FrameOptionsConfig::sameOrigin)
                        .cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                        .addHeaderWriter(
                                new DelegatingRequestMatcherHeaderWriter(api, new CacheControlHeadersWriter())))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(entry)
                        .defaultAccessDeniedHandlerFor(denied.toMachines(), api)
                        .defaultAccessDeniedHandlerFor(denied.toPeople(), path("/camunda/**")))
                .logout(logout -> logout.logoutRequestMatcher(leaving)
                        .addLogoutHandler(signedOut)
                        .addLogoutHandler(new CookieClearingLogoutHandler("JSESSIONID"))
                        .logoutSuccessHandler(new HttpStatusReturningLogoutSuccessHandler(HttpStatus.NO_CONTENT)))
                .addFilterBefore(current.filter(), AuthorizationFilter.class)
                .authorizeHttpRequests(rules -> always(rules)
                        // there is one sign-in, and nobody sets the engine up from outside
                        .requestMatchers(
                                path("/camunda/api/admin/auth/user/*/login/**"),
                                path("/camunda/api/admin/setup/**"),
                                path("/camunda/app/admin/*/setup/**"))
                        .denyAll()
                        .requestMatchers(path("/camunda/app/cockpit/**"), path("/camunda/api/cockpit/**"))
                        .hasAnyRole(cockpit)
                        .requestMatchers(path("/camunda/app/tasklist/**"), path("/camunda/api/tasklist/**"))
                        .hasAnyRole(tasklist)
                        .requestMatchers(get("/camunda/api/admin/auth/user/*"))
                        .authenticated()
                        .requestMatchers(path("/camunda/app/admin/**"), path("/camunda/api/admin/**"))
                        .hasAnyRole(admin)
                        // who has no app but the welcome page may look up himself
                        .requestMatchers(get("/camunda/api/engine/**"))
                        .authenticated()
                        .requestMatchers(path("/camunda/api/engine/**"))
                        .hasAnyRole(names(role -> role != AUDIT_ADMINISTRATOR))
                        .anyRequest()
                        .authenticated())
                .build();
    }

    /** Our pages, and everything else. */
    @Bean
    @Order(4)
    SecurityFilterChain pages(
            HttpSecurity http, SignIn signIn, CurrentOfficer current, SignedOut signedOut, Denied denied)
            throws Exception {
        return http.authenticationManager(manager(signIn, SignIn.Channel.FORM))
                .formLogin(form -> form.loginPage("/sign-in")
                        .loginProcessingUrl("/sign-in")
                        .usernameParameter("login")
                        .passwordParameter("password")
                        .successHandler(new AfterSignIn(wanted))
                        .failureUrl("/sign-in?refused"))
                .logout(logout -> logout.logoutRequestMatcher(
                                PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/sign-out"))
                        .addLogoutHandler(signedOut)
                        .addLogoutHandler(new CookieClearingLogoutHandler("JSESSIONID"))
                        .logoutSuccessUrl("/sign-in?signedOut"))
                .requestCache(cache -> cache.requestCache(wanted))
                .csrf(CrossSiteRequests::protect)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .frameOptions(HeadersConfigurer.FrameOptionsConfig::sameOrigin)
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicyHeaderWriter.ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(
                                policy -> policy.policy("camera=(), microphone=(), geolocation=(), payment=()")))
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint(new ToSignIn()).accessDeniedHandler(denied.toPeople()))
                .addFilterBefore(current.filter(), AuthorizationFilter.class)
                .authorizeHttpRequests(rules -> always(rules)
                        .requestMatchers(paths(PUBLIC))
                        .permitAll()
                        .requestMatchers(path("/directory/**"))
                        .hasAnyRole(names(SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR))
                        .anyRequest()
                        .authenticated())
                .build();
    }

    private void machines(HttpSecurity http, SignIn signIn, CurrentOfficer current, Answers answers, Denied denied)
            throws Exception {
        http.authenticationManager(manager(signIn, SignIn.Channel.BASIC))
                .httpBasic(basic -> basic.authenticationEntryPoint(unsigned(answers)))
                .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                .csrf(CrossSiteRequests::protectUnlessAuthorised)
                .headers(Customizer.withDefaults())
                .logout(logout -> logout.disable())
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint(unsigned(answers)).accessDeniedHandler(denied.toMachines()))
                .addFilterBefore(current.filter(), AuthorizationFilter.class);
    }

    private static AuthenticationEntryPoint unsigned(Answers answers) {
        return (request, response, failure) -> answers.unsigned(
                request, response, request.getHeader("Authorization") == null ? "signIn.required" : "signIn.refused");
    }

    private static AuthenticationManager manager(SignIn signIn, SignIn.Channel channel) {
        ProviderManager manager = new ProviderManager(new OfficerAuthentication(signIn, channel));
        // what was found right must not be kept
        manager.setEraseCredentialsAfterAuthentication(true);
        return manager;
    }

    /** Pages of errors and forwards within the server are not asked for by anybody. */
    private static AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry always(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
        return rules.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                .permitAll();
    }

    private static RequestMatcher path(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(pattern);
    }

    private static RequestMatcher get(String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, pattern);
    }

    private static RequestMatcher paths(String... patterns) {
        return new OrRequestMatcher(
                Arrays.stream(patterns).map(AccessConfiguration::path).toList());
    }

    private static String[] names(Role... roles) {
        return Arrays.stream(roles).map(Role::name).toArray(String[]::new);
    }

    private static String[] names(Predicate<Role> which) {
        return Arrays.stream(Role.values()).filter(which).map(Role::name).toArray(String[]::new);
    }
}
