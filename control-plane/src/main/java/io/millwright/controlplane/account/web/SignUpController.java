package io.millwright.controlplane.account.web;

import io.millwright.controlplane.account.PasswordResets;
import io.millwright.controlplane.account.SignUps;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@SecurityRequirements
class SignUpController {

    private final SignUps signUps;
    private final PasswordResets resets;

    SignUpController(SignUps signUps, PasswordResets resets) {
        this.signUps = signUps;
        this.resets = resets;
    }

    /** Who wants an account. */
    @Schema(
            example =
                    "{\"email\":\"jo@acme.example\",\"name\":\"Jo Miller\",\"password\":\"a long and quiet evening\"}")
    record SignUp(
            @Text String email,
            @NotNull(message = "is required") @PersonName String name,
            @Text String password) {
        @Override
        public String toString() {
            return "SignUp[hidden]";
        }
    }

    /** What stands in a link after {@code token=}. */
    @Schema(example = "{\"token\":\"mZq3Vb0Jx2kQ5nT8rY1uWc4eA7sDfGhLpOiK6jNvBtE\"}")
    record Link(@Text String token) {
        @Override
        public String toString() {
            return "Link[hidden]";
        }
    }

    /** Who has forgotten the password. */
    @Schema(example = "{\"email\":\"jo@acme.example\"}")
    record Reset(@Text String email) {
        @Override
        public String toString() {
            return "Reset[hidden]";
        }
    }

    /** A new password, and the link that lets choose it. */
    @Schema(
            example = "{\"token\":\"mZq3Vb0Jx2kQ5nT8rY1uWc4eA7sDfGhLpOiK6jNvBtE\",\"password\":\"a long and quiet"
                    + " evening\"}")
    record Chosen(@Text String token, @Text String password) {
        @Override
        public String toString() {
            return "Chosen[hidden]";
        }
    }

    @Operation(summary = "Sign up; a letter with a link goes to the address, whatever it is")
    @PostMapping("/api/v1/signup")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Map<String, String> signUp(@Valid @RequestBody SignUp body) {
        signUps.signUp(body.email(), body.name(), body.password());
        return Map.of();
    }

    @Operation(summary = "Follow the link of a sign-up")
    @PostMapping("/api/v1/signup:verify")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void verify(@Valid @RequestBody Link body) {
        signUps.verify(body.token());
    }

    @Operation(summary = "Ask for a new password; a letter goes to the address if it has an account")
    @PostMapping("/api/v1/password-resets")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Map<String, String> ask(@Valid @RequestBody Reset body) {
        resets.ask(body.email());
        return Map.of();
    }

    @Operation(summary = "Choose a new password by the link of a letter")
    @PostMapping("/api/v1/password-resets:complete")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void complete(@Valid @RequestBody Chosen body) {
        resets.complete(body.token(), body.password());
    }
}
