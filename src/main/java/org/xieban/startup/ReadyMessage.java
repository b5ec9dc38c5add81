package org.xieban.startup;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says on the console that the product is ready, where, and what its modules have to say. */
@Component
class ReadyMessage {

    private final ObjectProvider<StartMessage> messages;
    private final ObjectProvider<OwnDatabase> ownDatabase;
    private final Environment environment;

    ReadyMessage(
            ObjectProvider<StartMessage> messages, ObjectProvider<OwnDatabase> ownDatabase, Environment environment) {
        this.messages = messages;
        this.ownDatabase = ownDatabase;
        this.environment = environment;
    }

    @EventListener
    void announce(ApplicationReadyEvent ready) {
        if (!(ready.getApplicationContext() instanceof ServletWebServerApplicationContext context)
                || new Settings(environment).isForErrand()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        String address = "http://localhost:" + context.getWebServer().getPort()
                + environment.getProperty("server.servlet.context-path", "");
        add(text, "");
        Texts.bothLanguages("startup.ready", address, ready.getTimeTaken().toSeconds())
                .forEach(line -> add(text, line));
        messages.orderedStream().forEach(message -> message.lines().forEach(line -> add(text, line)));
        OwnDatabase database = ownDatabase.getIfAvailable();
        if (database == null) {
            String url = new Settings(environment).databaseUrl();
            add(text, Texts.chinese("startup.other-database", OtherDatabase.withoutSecrets(url)));
        } else {
            database.folder().describe("PID " + ProcessHandle.current().pid() + ", " + address);
            add(text, Texts.chinese("startup.data", database.folder().path(), database.port()));
        }
        add(text, Texts.chinese("startup.stop"));
        Console.OUT.println(text);
    }

    private static void add(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }
}
