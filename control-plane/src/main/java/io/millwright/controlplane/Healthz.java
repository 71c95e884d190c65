package io.millwright.controlplane;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says that the process answers; whether its parts do is {@code /actuator/health}. */
@RestController
@Hidden
class Healthz {

    @GetMapping(path = "/healthz", produces = MediaType.TEXT_PLAIN_VALUE)
    String ok() {
        return "ok\n";
    }
}
