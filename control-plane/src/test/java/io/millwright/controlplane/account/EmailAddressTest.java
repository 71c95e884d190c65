package io.millwright.controlplane.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"jo@acme.example", "Jo.Miller+plant@sub.acme.example", "o'neil@acme.example"})
    void what_mail_can_be_sent_to_is_taken(String address) {
        assertThat(EmailAddress.of(address)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jo",
                "jo@acme",
                "jo@@acme.example",
                "jo@acme.example\r\nBcc: all@acme.example",
                "jo@acme.example,other@acme.example",
                "Jo <jo@acme.example>",
                "jo\u0000@acme.example",
                ".jo@acme.example",
                "jo..miller@acme.example",
                "jo@-acme.example",
                "jö@acme.example"
            })
    void what_would_mean_something_else_in_a_header_is_not(String address) {
        assertThat(EmailAddress.of(address)).isEmpty();
    }
}
