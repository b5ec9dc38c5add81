package org.xieban.demonstration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.xieban.directory.administration.NewOfficer;
import org.xieban.startup.StartMessage;

/** Tells on the console whom to sign in as. */
@Component
@Profile("demonstration")
@Order(20)
class DemonstrationAccounts implements StartMessage {

    private final MessageSource messages;

    DemonstrationAccounts(MessageSource messages) {
        this.messages = messages;
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(text("demonstration.accounts", DemonstrationPeople.PASSWORD));
        for (NewOfficer officer : DemonstrationPeople.OFFICERS) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %-17s %s  %s",
                    officer.login(),
                    officer.name(),
                    officer.posts().stream()
                            .map(post -> post.title() + text("demonstration.roles", roles(post)))
                            .collect(Collectors.joining("; "))));
        }
        return lines;
    }

    private String roles(NewOfficer.NewPost post) {
        return post.roles().stream().sorted().map(role -> text(role.textKey())).collect(Collectors.joining("、"));
    }

    private String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, Locale.SIMPLIFIED_CHINESE);
    }
}
