package io.millwright.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient.Answer;
import java.time.Duration;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ETag, If-Match and If-None-Match on what is a custom resource. */
class RevisionsIT extends ControlPlaneIT {

    private static final String FLEET = "{\"name\":\"press-line\",\"siteRef\":\"bremen\"}";

    @ParameterizedTest
    @ValueSource(strings = {"", "/sites/bremen", "/fleets/press-line"})
    void what_somebody_else_changed_meanwhile_is_not_changed_over_their_head(String below) {
        String path = plant("revisions-" + below.length()) + below;
        if (below.startsWith("/fleets")) {
            administrator().post(path.replace("/press-line", ""), FLEET);
        }
        String spec =
                below.startsWith("/fleets") ? "{\"enrollment\":{\"approval\":\"Manual\"}}" : "{\"displayName\":\"A\"}";
        String read = administrator().get(path).header("ETag");
        assertThat(read).matches("\"[0-9]+\"");

        Answer first = atPresent(path, tag -> administrator().patch(path, spec, "If-Match", tag));
        Answer second = administrator().patch(path, spec, "If-Match", read);
        Answer gone = administrator().send("DELETE", path, null, "If-Match", read);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("ETag")).isNotEqualTo(read);
        assertThat(second.status()).isEqualTo(412);
        assertThat(second.body().path("type").asString()).isEqualTo("/problems/precondition-failed");
        assertThat(gone.status()).isEqualTo(412);
        assertThat(administrator().get(path).status()).isEqualTo(200);
        assertThat(atPresent(path, tag -> administrator().send("DELETE", path, null, "If-Match", tag))
                        .status())
                .isIn(202, 204);
    }

    /** A status that moves on between reading and writing is a reason to read again, for us as for anybody. */
    private static Answer atPresent(String path, Function<String, Answer> change) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> change.apply(administrator().get(path).header("ETag")), answer -> answer.status() != 412);
    }

    @Test
    void a_replacement_is_good_for_the_revision_it_names() {
        String path = plant("revisions-put") + "/sites/bremen";

        Answer outdated = administrator().put(path, "{\"displayName\":\"X\"}", "If-Match", "\"1\"");
        Answer weak = administrator()
                .put(path, "{}", "If-Match", "W/" + administrator().get(path).header("ETag"));
        Answer any = administrator().put(path, "{\"displayName\":\"Y\"}", "If-Match", "*");

        assertThat(outdated.status()).isEqualTo(412);
        assertThat(weak.status()).isEqualTo(412);
        assertThat(any.status()).isEqualTo(200);
    }

    @Test
    void who_has_it_already_is_told_so_without_a_body() {
        String path = plant("revisions-get") + "/sites/bremen";
        String tag = administrator().get(path).header("ETag");

        Answer same = administrator().send("GET", path, null, "If-None-Match", tag);
        Answer other = administrator().send("GET", path, null, "If-None-Match", "\"1\"");

        assertThat(same.status()).isEqualTo(304);
        assertThat(same.response().body()).isEmpty();
        assertThat(other.status()).isEqualTo(200);
    }

    private static String plant(String name) {
        tenant(name);
        String path = "/api/v1/tenants/" + name;
        administrator().post(path + "/sites", "{\"name\":\"bremen\"}");
        return path;
    }
}
