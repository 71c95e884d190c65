package io.millwright.controlplane.identity.web;

import io.millwright.controlplane.identity.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MeController {

    /**
     * Who the API key speaks for.
     *
     * @param kind {@code administrator} or {@code api-key}
     * @param tenant the one it is shut into
     */
    record Me(String name, String kind, @Nullable String tenant) {}

    @GetMapping("/api/v1/me")
    Me me(Caller caller) {
        return switch (caller) {
            case Caller.Administrator administrator -> new Me(administrator.name(), "administrator", null);
            case Caller.Member member -> new Me(member.name(), "user", null);
            case Caller.TenantKey key -> new Me(key.name(), "api-key", key.of().value());
        };
    }
}
