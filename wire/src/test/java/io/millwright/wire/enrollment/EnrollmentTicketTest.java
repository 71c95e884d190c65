package io.millwright.wire.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class EnrollmentTicketTest {

    private static final String FINGERPRINT = "0123456789abcdef".repeat(4);
    private static final ClaimCode CODE = ClaimCode.ofBits(new byte[16]);
    private static final String GOOD =
            "millwright:enroll?u=https://127.0.0.1:8443&c=" + CODE.text() + "&f=" + FINGERPRINT;

    private static EnrollmentTicket.Reading parse(String text) {
        return EnrollmentTicket.parse(text);
    }

    @Property
    void a_ticket_is_read_as_it_was_written(
            @ForAll @Size(16) byte[] bits, @ForAll @IntRange(min = 1, max = 65_535) int port) {
        EnrollmentTicket ticket = new EnrollmentTicket(
                URI.create("https://enroll.example.com:" + port), ClaimCode.ofBits(bits), FINGERPRINT);
        assertThat(parse(ticket.text())).isEqualTo(new EnrollmentTicket.Reading.Read(ticket));
        // A check symbol may be =, * or $, which scanners and shells take for their own.
        assertThat(ticket.text()).matches("millwright:enroll\\?u=[^&=*$]+&c=[^&=*$]+&f=[0-9a-f]{64}");
        assertThat(URI.create(ticket.text()).getScheme()).isEqualTo("millwright");
    }

    @Example
    void what_people_and_scanners_do_to_a_ticket_is_forgiven() {
        EnrollmentTicket.Reading expected = parse(GOOD);
        assertThat(expected).isInstanceOf(EnrollmentTicket.Reading.Read.class);
        List<String> same = List.of(
                "  " + GOOD + "\n",
                GOOD.replace("8443", "8443/"),
                GOOD.replace("https://127.0.0.1:8443", "https%3A%2F%2F127.0.0.1%3a8443"),
                GOOD.replace(FINGERPRINT, FINGERPRINT.toUpperCase(Locale.ROOT)),
                GOOD.replace(CODE.text(), CODE.grouped()),
                GOOD.replace("millwright:enroll", "MILLWRIGHT:ENROLL"),
                GOOD + "&later=1");
        assertThat(same).allSatisfy(text -> assertThat(parse(text)).isEqualTo(expected));
    }

    @Example
    void a_ticket_leads_to_an_https_origin_and_nowhere_else() {
        List<String> origins = List.of(
                "http://127.0.0.1:8443",
                "https://user@127.0.0.1:8443",
                "https://user:secret@127.0.0.1:8443",
                "https://127.0.0.1:8443/path",
                "https://127.0.0.1:8443//",
                "https://127.0.0.1:8443?x",
                "https://127.0.0.1:8443%23x",
                "https://127.0.0.1:0",
                "https://127.0.0.1:65536",
                "https://127.0.0.1:",
                "https://",
                "https:",
                "https:127.0.0.1",
                "//127.0.0.1",
                "https://a_b",
                "https://%C3%A4.example",
                "https://a%0d%0ab",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "");
        assertThat(origins)
                .allSatisfy(origin -> assertThat(parse(GOOD.replace("https://127.0.0.1:8443", origin)))
                        .isInstanceOf(EnrollmentTicket.Reading.Unreadable.class));
        assertThatThrownBy(() -> new EnrollmentTicket(URI.create("http://a"), CODE, FINGERPRINT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void a_ticket_with_a_part_missing_doubled_or_broken_is_refused() {
        List<String> bad = List.of(
                "",
                "millwright:enroll",
                "https://127.0.0.1:8443/enroll?" + GOOD.substring(18),
                GOOD.replace("&f=" + FINGERPRINT, ""),
                GOOD.replace(FINGERPRINT, FINGERPRINT.substring(1)),
                GOOD.replace(FINGERPRINT, FINGERPRINT + "0"),
                GOOD.replace(FINGERPRINT, "g" + FINGERPRINT.substring(1)),
                GOOD.replace("&c=" + CODE.text(), ""),
                GOOD.replace(CODE.text(), CODE.text() + "1"),
                GOOD + "&u=https://evil.example",
                GOOD + "&",
                GOOD + "&x",
                GOOD.replace("127", "%1"),
                GOOD.replace("127", "%zz7"),
                GOOD.replace("&c=", "&c=\u00e4"),
                GOOD + "&x=" + "y".repeat(2_000));
        assertThat(bad)
                .allSatisfy(text -> assertThat(parse(text))
                        .isInstanceOfSatisfying(
                                EnrollmentTicket.Reading.Unreadable.class,
                                refused -> assertThat(refused.sentence())
                                        .doesNotContain(CODE.text().substring(2))));
    }

    @Property(tries = 2_000)
    void any_text_is_read_or_refused(@ForAll String text) {
        assertThat(parse("millwright:enroll?" + text)).isInstanceOf(EnrollmentTicket.Reading.Unreadable.class);
    }

    @Example
    void secrets_do_not_reach_logs() {
        EnrollmentTicket ticket = new EnrollmentTicket(URI.create("https://127.0.0.1:8443"), CODE, FINGERPRINT);
        EnrollmentRequest request =
                new EnrollmentRequest(CODE.text(), "csr", new EnrollmentRequest.Hardware("S-1", "press"));
        assertThat(ticket + " " + request).doesNotContain(CODE.text()).contains("127.0.0.1", "S-1");
    }

    @Example
    void a_request_names_every_field_that_is_wrong_and_never_the_code() {
        EnrollmentRequest good =
                new EnrollmentRequest("whatever", "-----BEGIN", new EnrollmentRequest.Hardware("S-1", "press 40"));
        assertThat(good.problems()).isEmpty();
        EnrollmentRequest bad = new EnrollmentRequest(
                "",
                "x".repeat(EnrollmentRequest.LONGEST_CSR + 1),
                new EnrollmentRequest.Hardware("a\nb", "m".repeat(129)));
        assertThat(bad.problems())
                .extracting(EnrollmentRequest.Problem::field)
                .containsExactly("csr", "hardware.serial", "hardware.model");
    }
}
