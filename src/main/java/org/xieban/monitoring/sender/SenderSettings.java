package org.xieban.monitoring.sender;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The systems outside that send by themselves; below {@code xieban.sending}.
 *
 * @param systems each with what it may send
 */
@ConfigurationProperties("xieban.sending")
record SenderSettings(@DefaultValue List<Sender> systems) {

    SenderSettings {
        systems = List.copyOf(systems);
    }
}
