package org.xieban.startup;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The product's own PostgreSQL, when no other is named by {@code XIEBAN_DB_URL}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "xieban.db.url", havingValue = "", matchIfMissing = true)
class EmbeddedDatabase {

    @Bean(destroyMethod = "close")
    EmbeddedPostgres embeddedPostgres(@Value("${xieban.data}") Path data) throws IOException {
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(data.resolve("postgres-binaries").toFile())
                .setDataDirectory(data.resolve("postgres").toFile())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setLocaleConfig("locale", "C.UTF-8")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("log_error_verbosity", "terse")
                .setServerConfig("log_min_error_statement", "panic")
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
    }

    @Bean
    JdbcConnectionDetails embeddedConnectionDetails(EmbeddedPostgres postgres) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return "postgres";
            }

            @Override
            public String getPassword() {
                return "postgres";
            }

            @Override
            public String getJdbcUrl() {
                return String.format(
                        Locale.ROOT,
                        "jdbc:postgresql://localhost:%d/postgres?logServerErrorDetail=false",
                        postgres.getPort());
            }
        };
    }
}
