package io.millwright.controlplane.signin.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.millwright.controlplane.account.People;
import io.millwright.controlplane.account.Person;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.UserId;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Hidden
class UserInfoController {

    private final People people;

    UserInfoController(People people) {
        this.people = people;
    }

    /** As OpenID Connect names it. */
    record UserInfo(
            String sub,
            String email,
            @JsonProperty("email_verified") boolean emailVerified,
            String name) {}

    @GetMapping("/userinfo")
    UserInfo userInfo(Caller caller) {
        Person person = user(caller)
                .flatMap(people::find)
                .orElseThrow(() -> ProblemException.of(ProblemType.FORBIDDEN, "Only a person has this."));
        return new UserInfo(person.id().value(), person.email(), person.verified(), person.name());
    }

    private static Optional<UserId> user(Caller caller) {
        return switch (caller) {
            case Caller.Administrator(Optional<UserId> id) -> id;
            case Caller.Member member -> Optional.of(member.id());
            case Caller.TenantKey _ -> Optional.empty();
        };
    }
}
