package io.millwright.controlplane.telemetry.web;

import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.telemetry.Quarantine;
import io.millwright.wire.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tenants/{t}/telemetry/quarantine")
class QuarantineController {

    private final Quarantine quarantine;

    QuarantineController(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    /** What came of reading a message again. */
    @Schema(example = """
        {"points": 12}\
        """)
    record Replayed(int points) {}

    /** Reads it again by the rules of now. Stored, it is billed and leaves the quarantine; else 409 says why not. */
    @Operation(summary = "Read a message in quarantine again by the rules of now")
    @PostMapping("/{q}:replay")
    Replayed replay(Grant grant, @PathVariable TenantId t, @PathVariable String q, Caller caller) {
        return new Replayed(quarantine.replay(t, grant, q, caller));
    }

    /** It is gone for ever, and was never billed. */
    @Operation(summary = "Throw a message in quarantine away")
    @DeleteMapping("/{q}")
    @ApiResponse(responseCode = "204", description = "It is gone")
    ResponseEntity<Void> discard(Grant grant, @PathVariable TenantId t, @PathVariable String q, Caller caller) {
        quarantine.discard(t, grant, q, caller);
        return ResponseEntity.noContent().build();
    }
}
