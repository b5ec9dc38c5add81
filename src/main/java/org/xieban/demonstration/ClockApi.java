package org.xieban.demonstration;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.context.annotation.Profile;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.web.Refusal;

@RestController
@Profile("demonstration")
@RequestMapping("/api/v1/demonstration/clock")
@PreAuthorize("hasRole('SYSTEM_ADMINISTRATOR')")
@Tag(name = "demonstration")
class ClockApi {

    private final TimeTravel time;

    ClockApi(TimeTravel time) {
        this.time = time;
    }

    @GetMapping
    @Operation(summary = "The product's time")
    TimeTravel.Now now() {
        return time.now();
    }

    @PostMapping
    @Operation(summary = "Move the product's time forward by an ISO-8601 period or duration: {\"advance\": \"P3D\"}")
    TimeTravel.Now advance(@RequestBody JsonNode body) {
        JsonNode by = body.path("advance");
        if (!by.isTextual()) {
            throw Refusal.shape("clock.advance").at("advance", "clock.advance");
        }
        return time.advance(by.asText());
    }
}
