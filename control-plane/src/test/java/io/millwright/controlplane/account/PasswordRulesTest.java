package io.millwright.controlplane.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "elevenchars",
                "JO.MILLER@acme.example",
                "aaaaaaaaaaaaaaaa",
                "Password1234",
                "correct horse battery staple",
                "ababababababab"
            })
    void what_is_short_or_guessed_first_is_refused(String password) {
        assertThat(PasswordRules.fault(password, "jo.miller@acme.example")).isPresent();
    }

    @Test
    void two_hundred_characters_are_enough() {
        String longest = "quiet evening ".repeat(20).substring(0, 200);

        assertThat(PasswordRules.fault(longest, "jo@acme.example")).isEmpty();
        assertThat(PasswordRules.fault(longest + "x", "jo@acme.example")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"twelve chars", "Ünwahrscheinlich", "зима в деревне"})
    void a_phrase_in_any_script_may_be_chosen(String password) {
        assertThat(PasswordRules.fault(password, "jo@acme.example")).isEmpty();
    }
}
