package org.xieban.startup;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Which profile holds when none is named: the demonstration on the product's own database, production as soon as
 * somebody names a database. A default only, so that any named profile, wherever it is named, replaces it.
 */
class ProfileChoice implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        Settings settings = new Settings(event.getEnvironment());
        event.getEnvironment()
                .setDefaultProfiles(settings.namesDatabase() ? Settings.PRODUCTION : Settings.DEMONSTRATION);
    }

    /** Before the configuration files are read, since the profile says which of them. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
