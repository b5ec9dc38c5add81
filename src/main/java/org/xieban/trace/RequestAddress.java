package org.xieban.trace;

import org.springframework.boot.web.servlet.filter.OrderedRequestContextFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets the record know where a sign-in came from. The filter that Jersey brings would make the request known only
 * behind the security chain, in which people sign in; with this one, which stands before it, Jersey brings none.
 */
@Configuration(proxyBeanMethods = false)
class RequestAddress {

    @Bean
    OrderedRequestContextFilter earlyRequestContextFilter() {
        return new OrderedRequestContextFilter();
    }
}
