package io.millwright.controlplane.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PortalFilesTest {

    @Test
    void files_are_known_by_their_path_below_the_portal() throws IOException {
        PortalFiles files = PortalFiles.in("portal");

        assertThat(new String(files.page(), UTF_8)).contains("Portal of tests");
        assertThat(files.find("assets/index-0a1b2c3d.js")).isPresent();
        assertThat(files.find("assets")).isEmpty();
        assertThat(files.find("../control-plane.yaml")).isEmpty();
    }

    @Test
    void without_the_portal_a_plain_page_says_so() throws IOException {
        PortalFiles files = PortalFiles.in("no-portal");

        assertThat(new String(files.page(), UTF_8))
                .contains("runs without the portal")
                .doesNotContain("<script", "style");
    }
}
