package org.xieban;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

/**
 * A test on the whole product: the real engine, a real PostgreSQL, the demonstration's people. Bears no other
 * annotation that would change the context, so that the suite starts it once.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "xieban.data=target/test-data/${random.uuid}",
            "xieban.data-temporary=true",
            "xieban.postgres-programs=target/postgres-programs",
            // tests of Spring Boot switch off what is measured
            "management.prometheus.metrics.export.enabled=true",
            "xieban.sources.hosts=127.0.0.1,localhost",
            "xieban.emergency.outreach.hosts=127.0.0.1",
            "xieban.emergency.outreach.secrets.test=a-secret-of-tests",
            "xieban.emergency.outreach.address=https://xieban.example",
            // tests send when they want to see it sent
            "xieban.emergency.outreach.every=0s",
            // tests make events of alarms when they want to see them
            "xieban.emergency.event.intake-every=0s",
            "xieban.emergency.response.first-directives-every=0s",
            // and call for periodic reports when they want one
            "xieban.emergency.report.every=0s",
            // cases of other tests bring their materials; those that ask departments set sources up themselves
            "xieban.demonstration.city=false",
            // tests write the rosters they need
            "xieban.demonstration.roster-every=0s",
            "xieban.sources.secrets.test-database=postgres",
            // how each class was set up is worth no line of the build
            "logging.level.org.springframework.test=warn",
            "logging.level.org.springframework.boot.test=warn"
        })
@ActiveProfiles("demonstration")
@AutoConfigureMockMvc
public @interface XiebanTest {}
