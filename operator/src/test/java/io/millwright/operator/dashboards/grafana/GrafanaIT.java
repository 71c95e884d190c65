package io.millwright.operator.dashboards.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millwright.operator.dashboards.StubGrafana;
import io.millwright.operator.dashboards.StubGrafana.Mood;
import io.millwright.operator.dashboards.grafana.GrafanaFault.Kind;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrafanaIT {

    private static final Duration LONG = Duration.ofSeconds(40);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final StubGrafana stub = new StubGrafana();

    @AfterEach
    void close() {
        stub.close();
    }

    @ParameterizedTest
    @CsvSource({
        "HTML, UNSUPPORTED",
        "BROKEN_JSON, UNSUPPORTED",
        "ANCIENT, UNSUPPORTED",
        "ANOTHER_SERVICE, UNSUPPORTED",
        "REDIRECTING, UNSUPPORTED",
        "UNAVAILABLE, FAILING",
        "WITHOUT_DATABASE, FAILING",
        "UNAUTHORISED, REFUSED"
    })
    void whatever_answers_instead_of_grafana_is_a_fault_that_says_whose(Mood mood, Kind kind) {
        stub.is(mood);

        GrafanaFault fault = catchThrowableOfType(
                GrafanaFault.class, () -> grafana(stub.url(), LONG).check());

        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.sentence())
                .isNotBlank()
                .doesNotContain(StubGrafana.PASSWORD)
                .doesNotContain("<");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTML", "REDIRECTING"})
    void a_page_in_grafanas_place_points_at_the_address(Mood mood) {
        stub.is(mood);

        assertThatThrownBy(() -> grafana(stub.url(), LONG).check())
                .hasMessageContaining("see that the address is Grafana's own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SILENT", "ENDLESS"})
    void who_never_ends_an_answer_is_given_up(Mood mood) {
        stub.is(mood);

        GrafanaFault fault = catchThrowableOfType(
                GrafanaFault.class, () -> grafana(stub.url(), SHORT).check());

        assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void nobody_at_the_address_is_unreachable() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        GrafanaFault fault = catchThrowableOfType(
                GrafanaFault.class,
                () -> grafana(URI.create("http://127.0.0.1:" + port + "/"), LONG)
                        .check());

        assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(fault.sentence()).contains("127.0.0.1:" + port);
    }

    @Test
    void a_redirect_is_not_followed_because_it_would_carry_the_login() {
        stub.is(Mood.REDIRECTING);

        assertThatThrownBy(() -> grafana(stub.url(), LONG).check()).isInstanceOf(GrafanaFault.class);

        assertThat(stub.requests()).hasSize(1);
    }

    @Test
    void all_requests_of_a_visit_together_have_an_end() throws Exception {
        GrafanaHttp http =
                new GrafanaHttp(Grafana.client(LONG), server(stub.url()), Patience.of(LONG, Duration.ZERO), null);

        assertThatThrownBy(() -> http.call("GET", "health", null)).hasMessageContaining("no answer in time");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://grafana.example.com/",
                "https://admin:secret@grafana.example.com/",
                "https://grafana.example.com/path",
                "file:///etc/passwd/",
                "/relative/"
            })
    void an_address_that_cannot_be_meant_is_refused(String url) {
        assertThatThrownBy(() -> server(URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void nothing_that_prints_itself_prints_a_password() {
        assertThat(server(stub.url()).toString()).doesNotContain(StubGrafana.PASSWORD);
    }

    private static GrafanaServer server(URI url) {
        return new GrafanaServer(url, StubGrafana.USERNAME, StubGrafana.PASSWORD);
    }

    private static Grafana grafana(URI url, Duration patience) {
        return new Grafana(Grafana.client(patience), server(url), Patience.of(patience, LONG));
    }
}
