package org.xieban.emergency.outreach;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.xieban.web.OfficeTexts;

/** By mail: under a message id that stays the same over all attempts. */
class Mails implements Sending {

    private final JavaMailSender server;
    private final OutreachSettings settings;
    private final Acknowledgements acknowledgements;
    private final OfficeTexts texts;

    Mails(JavaMailSender server, OutreachSettings settings, Acknowledgements acknowledgements, OfficeTexts texts) {
        this.server = server;
        this.settings = settings;
        this.acknowledgements = acknowledgements;
        this.texts = texts;
    }

    @Override
    public boolean send(Delivery delivery) throws NotSent {
        try {
            MimeMessage message = new MimeMessage(server.createMimeMessage().getSession()) {
                @Override
                protected void updateMessageID() throws MessagingException {
                    setHeader("Message-ID", "<outreach-" + delivery.key() + "@xieban>");
                }
            };
            MimeMessageHelper mail = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
            mail.setFrom(settings.mailFrom());
            mail.setTo(delivery.address());
            mail.setSubject(delivery.subject());
            mail.setText(delivery.text()
                    + acknowledgements
                            .link(delivery)
                            .map(link -> "\n\n" + texts.office("emergency.outreach.mail.acknowledge", link))
                            .orElse(""));
            server.send(message);
            return false;
        } catch (MailException | MessagingException e) {
            // its text may carry an address
            throw new NotSent(e.getClass().getSimpleName());
        }
    }
}
