package io.millwright.controlplane.signin.web;

import io.millwright.controlplane.account.Person;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.signin.OpenLogins;
import io.millwright.controlplane.signin.SessionCookie;
import io.millwright.controlplane.signin.SignIn;
import io.millwright.controlplane.signin.SignIn.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/session")
class SessionController {

    private final SignIn signIn;
    private final OpenLogins logins;
    private final SessionCookie cookies;
    private final SameOrigin sameOrigin;

    SessionController(SignIn signIn, OpenLogins logins, SessionCookie cookies, SameOrigin sameOrigin) {
        this.signIn = signIn;
        this.logins = logins;
        this.cookies = cookies;
        this.sameOrigin = sameOrigin;
    }

    /** Longer than any address or password of ours may be: a wrong one is refused, not explained. */
    record Credentials(
            @NotBlank(message = "is required") @Size(max = 320, message = "is at most 320 characters")
            String email,

            @NotNull(message = "is required") @Size(max = 1000, message = "is at most 1000 characters")
            String password) {
        @Override
        public String toString() {
            return "Credentials[...]";
        }
    }

    record Who(String email, String name) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> signIn(@Valid @RequestBody Credentials given, HttpServletRequest request) {
        sameOrigin.require(request);
        Outcome outcome = signIn.with(
                given.email().strip(),
                given.password(),
                new SignIn.From(request.getRemoteAddr(), cookies.browser(request), cookies.session(request)));
        return switch (outcome) {
            case Outcome.In in ->
                ResponseEntity.noContent()
                        .header(HttpHeaders.SET_COOKIE, cookies.session(in.session()), cookies.browser(in.browser()))
                        .build();
            case Outcome.Refused _ ->
                throw ProblemException.of(
                        ProblemType.SIGN_IN_REFUSED,
                        "The address and the password do not belong together, or the account is not open yet.");
            case Outcome.TooMany(Duration wait) ->
                throw ProblemException.retry(
                        ProblemType.TOO_MANY_REQUESTS,
                        "Too many wrong passwords were tried; a browser you signed in with before is not held up.",
                        wait);
            case Outcome.Busy(Duration wait) ->
                throw ProblemException.retry(
                        ProblemType.UNAVAILABLE, "Too many people are signing in at this moment.", wait);
        };
    }

    @GetMapping
    Who who(HttpServletRequest request) {
        Person person = cookies.session(request)
                .flatMap(logins::of)
                .flatMap(logins::person)
                .orElseThrow(
                        () -> ProblemException.of(ProblemType.UNAUTHENTICATED, "Nobody is signed in in this browser."));
        return new Who(person.email(), person.name());
    }

    @DeleteMapping
    ResponseEntity<Void> signOut(HttpServletRequest request) {
        sameOrigin.require(request);
        cookies.session(request).ifPresent(signIn::out);
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, cookies.noSession())
                .build();
    }
}
