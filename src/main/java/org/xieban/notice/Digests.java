package org.xieban.notice;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.notice.DigestStore.Digest;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.Trace;

/**
 * Mails warnings: one digest for each officer at his hour of the day, tried until the mail server has taken it, and
 * recorded with each case that it tells of. Nothing is sent within a transaction; a node that ends in between sends the
 * same mail again, under the same message id.
 */
@Component
class Digests {

    private static final Logger log = LoggerFactory.getLogger(Digests.class);

    /** So long a node has to send one before another may try. */
    private static final Duration SENDING = Duration.ofMinutes(5);

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int DOUBLINGS = 6;

    private final DigestStore store;
    private final OfficerNotices notices;
    private final Officers officers;
    private final NoticeSettings settings;
    private final MessageSource messages;
    private final Trace trace;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Digests(
            DigestStore store,
            OfficerNotices notices,
            Officers officers,
            NoticeSettings settings,
            MessageSource messages,
            Trace trace,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.notices = notices;
        this.officers = officers;
        this.settings = settings;
        this.messages = messages;
        this.trace = trace;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Sends what is due. */
    void send(JavaMailSender server) {
        store.gather(clock.instant());
        Optional<Digest> next = take();
        while (next.isPresent()) {
            send(next.get(), server);
            next = take();
        }
    }

    private Optional<Digest> take() {
        return store.take(clock.instant(), clock.instant().plus(SENDING));
    }

    private void send(Digest digest, JavaMailSender server) {
        String address = officers.find(digest.officer())
                .filter(Officer::enabled)
                .map(Officer::email)
                .orElse("");
        if (address.isEmpty()) {
            store.failed(digest.id(), "no address", null);
            return;
        }
        try {
            server.send(message(digest, address, server));
        } catch (MailException | MessagingException e) {
            log.warn("the mail server did not take digest {}, which is tried again", digest.id(), e);
            Duration wait = Duration.ofMinutes(1L << Math.min(digest.attempts() - 1, DOUBLINGS));
            // its text may carry an address
            String failure = e.getClass().getSimpleName();
            transaction.executeWithoutResult(status -> {
                store.failed(
                        digest.id(),
                        failure,
                        clock.instant().plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait));
                if (digest.attempts() == 1) {
                    record("notice.mailDelayed", digest);
                }
            });
            return;
        }
        transaction.executeWithoutResult(status -> {
            store.delivered(digest.id(), clock.instant());
            record("notice.mailed", digest);
        });
    }

    private void record(String name, Digest digest) {
        for (String caseNo : store.cases(digest.id())) {
            trace.record(Act.of(name, "officer", digest.officer()).inCase(caseNo, null), Actor.SYSTEM);
        }
    }

    private MimeMessage message(Digest digest, String address, JavaMailSender server) throws MessagingException {
        List<Notice> told = notices.ofMail(digest.id());
        MimeMessage message = new MimeMessage(server.createMimeMessage().getSession()) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<notice-" + digest.id() + "@xieban>");
            }
        };
        MimeMessageHelper mail = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
        mail.setFrom(settings.mailFrom());
        mail.setTo(address);
        mail.setSubject(office("notice.mail.subject", told.size()));
        mail.setText(told.stream().map(this::line).collect(Collectors.joining("\n\n")));
        return message;
    }

    private String line(Notice notice) {
        String text = office(notice.textKey(), notice.arguments().toArray());
        return settings.address() == null ? text : text + "\n" + settings.address() + notice.href();
    }

    /** In the office's language: a mail has no reader whose choice is known. */
    private String office(String key, Object... arguments) {
        return String.valueOf(messages.getMessage(key, arguments, key, Locale.CHINA));
    }
}
