package io.millwright.controlplane.signin;

import io.millwright.controlplane.account.People;
import io.millwright.controlplane.account.Person;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Logins of people who may come in. */
@Service
public class OpenLogins {

    private final Logins logins;
    private final People people;

    OpenLogins(Logins logins, People people) {
        this.logins = logins;
        this.people = people;
    }

    /** Empty for a cookie without a login, and for the login of somebody who was disabled. */
    public Optional<Login> of(String cookie) {
        return logins.of(cookie).filter(login -> person(login).isPresent());
    }

    public Optional<Person> person(Login login) {
        return people.find(login.person()).filter(person -> person.verified() && !person.disabled());
    }
}
