package io.millwright.runtime.emqx;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.brokerextension.TestPki;
import io.millwright.runtime.TestTenants;
import io.millwright.runtime.emqx.EmqxReply.Done;
import io.millwright.runtime.emqx.EmqxReply.Refused;
import io.millwright.runtime.emqx.EmqxReply.Unavailable;
import io.millwright.runtime.tenant.TenantConfiguration.Administration;
import io.millwright.runtime.tenant.TenantConfiguration.Secret;
import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class EmqxApiIT {

    private static final List<X509Certificate> TRUSTED =
            List.of(TestTenants.root().certificate());

    private StubEmqx emqx;

    @BeforeEach
    void start() throws IOException {
        emqx = new StubEmqx();
    }

    @AfterEach
    void stop() {
        emqx.close();
    }

    @Test
    void sessions_come_with_the_serial_number_that_their_admission_gave_them() {
        emqx.sessions("press-1", "1a", "press-2", "2b");

        assertThat(api("key of the REST API").sessions(1))
                .isEqualTo(new Done<>(new EmqxSessions(
                        List.of(new EmqxSession("press-1", "1a"), new EmqxSession("press-2", "2b")), false)));
    }

    @Test
    void many_sessions_come_in_pages() {
        emqx.sessions(IntStream.range(0, EmqxApi.PAGE + 1)
                .boxed()
                .flatMap(i -> java.util.stream.Stream.of("press-" + i, Integer.toHexString(i + 1)))
                .toArray(String[]::new));
        EmqxApi api = api("key of the REST API");

        EmqxReply<EmqxSessions> first = api.sessions(1);
        EmqxReply<EmqxSessions> second = api.sessions(2);

        assertThat(((Done<EmqxSessions>) first).value().more()).isTrue();
        assertThat(((Done<EmqxSessions>) second).value())
                .isEqualTo(new EmqxSessions(
                        List.of(new EmqxSession("press-" + EmqxApi.PAGE, Integer.toHexString(EmqxApi.PAGE + 1))),
                        false));
    }

    @Test
    void a_session_is_ended_once_and_one_that_is_not_there_is_no_fault() {
        emqx.sessions("acme.runtime", "1a");
        EmqxApi api = api("key of the REST API");

        assertThat(api.kick("acme.runtime")).isEqualTo(new Done<>(true));
        assertThat(api.kick("acme.runtime")).isEqualTo(new Done<>(false));
        assertThat(emqx.sessions()).isEmpty();
    }

    @Test
    void a_wrong_key_is_refused_and_not_tried_again() {
        assertThat(api("another").sessions(1)).isEqualTo(new Refused<>(401));
        assertThat(emqx.calls).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | application/json | {\"code\":\"INTERNAL_ERROR\"}",
                "503 | text/html        | <html>Service Unavailable</html>",
                "429 | text/plain       | slow down",
                "200 | text/html        | <html>a proxy's page</html>",
                "200 | application/json | []",
                "200 | application/json | {\"data\":{}}",
                "404 | text/html        | <html>Not Found</html>"
            })
    void what_is_no_answer_of_emqx_is_unavailable_or_refused_and_never_done(int status, String type, String body) {
        emqx.answering(status, type, body);
        EmqxApi api = api("key of the REST API");

        assertThat(api.sessions(1)).isNotInstanceOf(Done.class);
        if (status != 200) {
            assertThat(api.kick("press-1")).isNotInstanceOf(Done.class);
        }
    }

    @Test
    void one_fault_is_passed_over_and_two_are_told() {
        emqx.failing(1);
        assertThat(api("key of the REST API").sessions(1)).isInstanceOf(Done.class);
        emqx.failing(2);
        assertThat(api("key of the REST API").sessions(1))
                .isEqualTo(new Unavailable<>("EMQX answered with status 500."));
    }

    @Test
    void silence_ends() {
        emqx.silent();

        assertThat(api("key of the REST API").sessions(1)).isInstanceOf(Unavailable.class);
    }

    @Test
    void nobody_but_a_server_of_the_platform_gets_the_key() {
        EmqxApi stranger = new EmqxApi(
                administration("key of the REST API"),
                List.of(TestPki.create().root().certificate()));

        assertThat(stranger.sessions(1)).isInstanceOf(Unavailable.class);
        assertThat(emqx.calls).isEmpty();
    }

    @Test
    void nobody_listens() {
        URI closed = emqx.url();
        emqx.close();

        assertThat(new EmqxApi(new Administration(closed, "k", new Secret("s")), TRUSTED).kick("press-1"))
                .isInstanceOf(Unavailable.class);
    }

    private EmqxApi api(String secret) {
        return new EmqxApi(administration(secret), TRUSTED);
    }

    private Administration administration(String secret) {
        return new Administration(emqx.url(), "millwright-runtime", new Secret(secret));
    }
}
