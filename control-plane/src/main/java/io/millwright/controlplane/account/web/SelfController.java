package io.millwright.controlplane.account.web;

import io.millwright.controlplane.account.Self;
import io.millwright.controlplane.identity.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SelfController {

    private final Self self;

    SelfController(Self self) {
        this.self = self;
    }

    /** How one wants to be called. */
    @Schema(example = "{\"name\":\"Jo Miller\"}")
    record NewName(
            @NotNull(message = "is required") @PersonName String name) {}

    /** The password of now, and the one of from now on. */
    @Schema(example = "{\"current\":\"a long and quiet evening\",\"password\":\"another long and quiet evening\"}")
    record NewPassword(@Text String current, @Text String password) {
        @Override
        public String toString() {
            return "NewPassword[hidden]";
        }
    }

    @Operation(summary = "Change how one is called")
    @PatchMapping("/api/v1/me")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void rename(Caller caller, @Valid @RequestBody NewName body) {
        self.rename(caller, body.name());
    }

    @Operation(summary = "Change one's password; everything one is signed in with ends")
    @PostMapping("/api/v1/me:password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void password(Caller caller, @Valid @RequestBody NewPassword body) {
        self.changePassword(caller, body.current(), body.password());
    }
}
