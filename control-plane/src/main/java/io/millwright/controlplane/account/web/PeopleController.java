package io.millwright.controlplane.account.web;

import io.millwright.controlplane.account.People;
import io.millwright.controlplane.account.Person;
import io.millwright.controlplane.identity.UserId;
import io.millwright.controlplane.paging.Page;
import io.millwright.controlplane.paging.PageRequest;
import io.millwright.controlplane.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/people")
class PeopleController {

    private final People people;

    PeopleController(People people) {
        this.people = people;
    }

    /**
     * Somebody with an account.
     *
     * @param administrator of this installation
     */
    record PersonView(String id, String email, String name, boolean administrator, boolean disabled) {
        static PersonView of(Person person) {
            return new PersonView(
                    person.id().value(), person.email(), person.name(), person.administrator(), person.disabled());
        }
    }

    @Operation(summary = "Everybody with an account")
    @GetMapping
    Page<PersonView> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        return Page.of(
                people.list(page.after(), page.limit() + 1).stream()
                        .map(PersonView::of)
                        .toList(),
                page,
                PersonView::id);
    }

    @Operation(summary = "Shut somebody out, of everything they are signed in with too")
    @PostMapping("/{p}:disable")
    PersonView disable(@PathVariable String p) {
        return PersonView.of(people.disable(person(p)));
    }

    @Operation(summary = "Let somebody in again")
    @PostMapping("/{p}:enable")
    PersonView enable(@PathVariable String p) {
        return PersonView.of(people.enable(person(p)));
    }

    private static UserId person(String id) {
        try {
            return new UserId(id);
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound("person");
        }
    }
}
