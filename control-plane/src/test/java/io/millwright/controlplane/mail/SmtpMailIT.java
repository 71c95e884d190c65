package io.millwright.controlplane.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.controlplane.mail.MailSettings.Smtp;
import io.millwright.controlplane.mail.MailSettings.Tls;
import jakarta.mail.MessagingException;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class SmtpMailIT {

    private static final Letter LETTER = new Letter(
            "jo@acme.example", "Verify your address", "Follow this:\n\nhttps://mill.example/verify#token=abc=def\n");

    @Test
    void a_letter_arrives_as_it_was_written_and_does_not_name_the_machine() throws Exception {
        try (SmtpStandIn server = new SmtpStandIn(250)) {
            new SmtpMail(settings(server.port(), Tls.NONE), Clock.systemUTC()).send(LETTER);

            assertThat(server.recipient()).isEqualTo("RCPT TO:<jo@acme.example>");
            assertThat(server.message())
                    .contains("From: mill@acme.example")
                    .contains("To: jo@acme.example")
                    .contains("Subject: Verify your address")
                    .contains("Auto-Submitted: auto-generated")
                    .contains("https://mill.example/verify#token=abc=def")
                    .containsPattern("Message-ID: <[0-9.]+@acme.example>");
        }
    }

    @Test
    void a_server_that_does_not_take_it_is_a_failure_that_does_not_repeat_the_letter() throws Exception {
        try (SmtpStandIn server = new SmtpStandIn(451)) {
            SmtpMail mail = new SmtpMail(settings(server.port(), Tls.NONE), Clock.systemUTC());

            assertThatThrownBy(() -> mail.send(LETTER))
                    .isInstanceOf(MessagingException.class)
                    .hasMessageNotContaining("token");
        }
    }

    @Test
    void a_server_without_encryption_gets_nothing_where_it_is_insisted_on() throws Exception {
        try (SmtpStandIn server = new SmtpStandIn(250)) {
            SmtpMail mail = new SmtpMail(settings(server.port(), Tls.STARTTLS), Clock.systemUTC());

            assertThatThrownBy(() -> mail.send(LETTER)).isInstanceOf(MessagingException.class);
            assertThat(server.message()).isEmpty();
        }
    }

    @Test
    void nothing_secret_is_printed() {
        Smtp smtp = new Smtp("mail.example", 587, "user", "the-password", Tls.STARTTLS, "mill@acme.example");

        assertThat(new MailSettings(smtp, null).toString()).doesNotContain("the-password");
        assertThat(LETTER.toString()).doesNotContain("token");
    }

    private static Smtp settings(int port, Tls tls) {
        return new Smtp("127.0.0.1", port, "", "", tls, "mill@acme.example");
    }
}
