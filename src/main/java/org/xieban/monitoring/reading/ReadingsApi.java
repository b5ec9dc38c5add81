package org.xieban.monitoring.reading;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.monitoring.indicator.MonitoringAccess;
import org.xieban.web.Refusal;

/** Readings from other systems: with the account of a handler of the department whose indicators they are. */
@RestController
@RequestMapping("/api/v1/readings")
@PreAuthorize(MonitoringAccess.KEEPERS)
class ReadingsApi {

    private final Readings readings;

    ReadingsApi(Readings readings) {
        this.readings = readings;
    }

    record Call(@Nullable List<Readings.@Nullable Sent> readings) {}

    /** Takes up to 10,000 of them; each is taken, known already, or refused with a reason of its own. */
    @PostMapping
    @Operation(summary = "Takes readings of indicators")
    Readings.Taken take(@RequestBody Call call) {
        if (call.readings() == null) {
            throw Refusal.shape("body.invalid").at("readings", "value.missing");
        }
        return readings.take(call.readings());
    }
}
