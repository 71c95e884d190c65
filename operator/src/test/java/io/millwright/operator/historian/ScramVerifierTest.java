package io.millwright.operator.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScramVerifierTest {

    /** The exchange of RFC 7677, section 3: user "user", password "pencil". */
    private static final ScramVerifier RFC_7677 =
            ScramVerifier.of(new Password("pencil"), Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);

    @Test
    void it_agrees_with_the_example_of_the_standard() {
        assertThat(RFC_7677.text())
                .isEqualTo("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$"
                        + "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=");
    }

    @Test
    void it_knows_its_password_and_no_other() {
        ScramVerifier parsed = ScramVerifier.parse(RFC_7677.text()).orElseThrow();

        assertThat(parsed.isOf(new Password("pencil"))).isTrue();
        assertThat(parsed.isOf(new Password("Pencil"))).isFalse();
    }

    @Test
    void two_verifiers_of_one_password_differ() {
        SecureRandom random = new SecureRandom();
        assertThat(ScramVerifier.of(new Password("pencil"), random).text())
                .isNotEqualTo(ScramVerifier.of(new Password("pencil"), random).text());
    }

    @Test
    void what_is_no_verifier_is_none() {
        for (String text : List.of("", "md5abcdef", "SCRAM-SHA-256$4096:AA==$AA==:AA==", RFC_7677.text() + "x")) {
            assertThat(ScramVerifier.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void nobody_else_chooses_how_long_we_compute() {
        ScramVerifier costly = ScramVerifier.parse(RFC_7677.text().replace("$4096:", "$9999999:"))
                .orElseThrow();

        assertThat(costly.isOf(new Password("pencil"))).isFalse();
    }

    @Test
    void a_password_does_not_print_itself() {
        Password password = Password.random(new SecureRandom());

        assertThat(password.toString()).isEqualTo("Password[hidden]");
        assertThat(TestDatabases.of("acme").toString()).doesNotContain("first-owner-of-acme");
        assertThat(password.value()).hasSize(32);
        for (String refused : List.of("", "with blank", "ünïcode", "x".repeat(257), "nul\0")) {
            assertThatThrownBy(() -> new Password(refused)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
