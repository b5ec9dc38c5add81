package org.xieban.startup;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Which database the data source connects to. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /** An account and an address, as the data source asks for them. */
    private record Connection(
            String jdbcUrl,
            @Nullable String username,
            @Nullable String password) implements JdbcConnectionDetails {

        @Override
        public @Nullable String getUsername() {
            return username;
        }

        @Override
        public @Nullable String getPassword() {
            return password;
        }

        @Override
        public String getJdbcUrl() {
            return jdbcUrl;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(NoDatabaseNamed.class)
    static class Own {

        /** For a context that was not started by {@link Launch}, which has none to hand over: a test's. */
        @Bean
        @ConditionalOnMissingBean
        OwnDatabase ownDatabase(Environment environment) {
            Settings settings = new Settings(environment);
            DataFolder folder = DataFolder.claim(
                    settings.data(), "PID " + ProcessHandle.current().pid());
            return OwnDatabase.in(folder, settings.binaries(folder.path()), settings.temporary())
                    .begin();
        }

        @Bean
        JdbcConnectionDetails ownDatabaseConnection(OwnDatabase database) {
            return new Connection(database.jdbcUrl(), OwnDatabase.USER, OwnDatabase.PASSWORD);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(DatabaseNamed.class)
    static class Other {

        @Bean
        JdbcConnectionDetails otherDatabaseConnection(Environment environment) {
            Settings settings = new Settings(environment);
            OtherDatabase database =
                    OtherDatabase.of(settings.databaseUrl(), settings.databaseUser(), settings.databasePassword());
            return new Connection(database.url(), database.user(), database.password());
        }
    }

    static class DatabaseNamed implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return new Settings(context.getEnvironment()).namesDatabase();
        }
    }

    static class NoDatabaseNamed extends DatabaseNamed {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !super.matches(context, metadata);
        }
    }
}
