package org.xieban.emergency.outreach;

import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** The systems outside that are told by webhook. */
@Component
@Transactional
public class Receivers {

    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final int LONGEST = 200;

    private final JdbcClient jdbc;
    private final OutreachSettings settings;
    private final Trace trace;
    private final Clock clock;

    Receivers(JdbcClient jdbc, OutreachSettings settings, Trace trace, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.trace = trace;
        this.clock = clock;
    }

    /** The codes of those that are registered, by their names. */
    @Transactional(readOnly = true)
    public Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        all().forEach(each -> names.put(each.code(), each.name()));
        return names;
    }

    @Transactional(readOnly = true)
    List<Receiver> all() {
        return jdbc.sql("select code, name, url, secret, enabled, version from outreach_receiver order by code")
                .query(Receiver.class)
                .list();
    }

    @Transactional(readOnly = true)
    Optional<Receiver> find(String code) {
        return jdbc.sql("select code, name, url, secret, enabled, version from outreach_receiver where code = ?")
                .param(code)
                .query(Receiver.class)
                .optional();
    }

    /**
     * Registers a receiver, or changes it.
     *
     * @throws Refusal {@code outreach.receiver} (422) at the fields that are wrong, {@code outreach.changed} (409)
     */
    void save(Receiver receiver) {
        Refusal wrong = Refusal.rule("outreach.receiver");
        if (!CODE.matcher(receiver.code()).matches()) {
            wrong = wrong.at("code", "outreach.code");
        }
        if (receiver.name().isBlank() || receiver.name().length() > LONGEST) {
            wrong = wrong.at("name", "register.missing");
        }
        if (!mayBeTold(receiver.url())) {
            wrong = wrong.at("url", "outreach.url");
        }
        if (!settings.secrets().containsKey(receiver.secret())) {
            wrong = wrong.at("secret", "outreach.secret");
        }
        if (!wrong.errors().isEmpty()) {
            throw wrong;
        }
        int kept = jdbc.sql("""
                        insert into outreach_receiver as r (code, name, url, secret, enabled, changed_at)
                        values (:code, :name, :url, :secret, :enabled, :now)
                        on conflict (code) do update set name = :name, url = :url, secret = :secret,
                               enabled = :enabled, changed_at = :now, version = r.version + 1
                         where r.version = :version""")
                .param("code", receiver.code())
                .param("name", receiver.name().strip())
                .param("url", receiver.url().strip())
                .param("secret", receiver.secret())
                .param("enabled", receiver.enabled())
                .param("version", receiver.version())
                .param("now", OfficialTime.of(OfficialTime.now(clock)))
                .update();
        if (kept == 0) {
            throw Refusal.conflict("outreach.changed");
        }
        trace.record(Act.of("outreach.receiverSaved", "receiver", receiver.code())
                .with("url", receiver.url().strip())
                .with("enabled", receiver.enabled()));
    }

    /** Whether an address lies on one of the hosts that may be told; looked at again whenever it is. */
    boolean mayBeTold(String url) {
        try {
            URI address = URI.create(url.strip());
            String scheme = String.valueOf(address.getScheme());
            int port = address.getPort() >= 0 ? address.getPort() : scheme.equals("https") ? 443 : 80;
            return (scheme.equals("https") || scheme.equals("http"))
                    && address.getHost() != null
                    && address.getUserInfo() == null
                    && url.length() <= LONGEST
                    && settings.allows(address.getHost(), port);
        } catch (IllegalArgumentException no) {
            return false;
        }
    }
}
