package io.millwright.quickstart.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.quickstart.directory.Administrator;
import io.millwright.quickstart.tenants.TenantView;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class HomePageTest {

    private static final Administrator ADMIN = new Administrator("admin@millwright.local", "pass:word", "mwk_key");
    private static final List<TenantView> TENANTS = List.of(new TenantView(
            "acme",
            "professional",
            "Degraded",
            "mqtts://127.0.0.1:12345",
            List.of(new TenantView.ConditionView("Ready", "False", "BrokerStarting", "<script>alert(1)</script>"))));

    private final MockMvc browser = MockMvcBuilders.standaloneSetup(
                    new HomePage(ADMIN, () -> TENANTS, "/data/kubeconfig"))
            .build();

    @Test
    void nothing_is_for_anybody() throws Exception {
        assertThat(get("/").getStatus()).isEqualTo(401);
        assertThat(get("/status").getStatus()).isEqualTo(401);
        assertThat(get("/status", "X-Api-Key", "mwk_kez").getStatus()).isEqualTo(401);
        assertThat(get("/status", "Authorization", basic("admin@millwright.local:pass"))
                        .getStatus())
                .isEqualTo(401);
        assertThat(get("/status", "Authorization", "Basic %%%").getStatus()).isEqualTo(401);
    }

    @Test
    void the_administrator_sees_tenants_with_text_from_resources_escaped() throws Exception {
        MockHttpServletResponse page = get("/", "Authorization", basic("admin@millwright.local:pass:word"));

        assertThat(page.getContentAsString())
                .contains("acme", "professional", "mqtts://127.0.0.1:12345", "KUBECONFIG=/data/kubeconfig")
                .contains("&lt;script&gt;")
                .doesNotContain("<script>");
        assertThat(page.getHeader("Content-Security-Policy")).startsWith("default-src 'none'");
    }

    @Test
    void status_is_json_for_the_api_key() throws Exception {
        MockHttpServletResponse status = get("/status", "X-Api-Key", "mwk_key");

        assertThat(status.getStatus()).isEqualTo(200);
        assertThat(status.getContentType()).isEqualTo("application/json;charset=UTF-8");
        assertThat(status.getContentAsString()).contains("\"name\" : \"acme\"", "\"reason\" : \"BrokerStarting\"");
    }

    @Test
    void a_request_for_another_host_is_refused_before_the_key_is_looked_at() throws Exception {
        assertThat(get("/status", "Host", "evil.example", "X-Api-Key", "mwk_key")
                        .getStatus())
                .isEqualTo(421);
    }

    private MockHttpServletResponse get(String path, String... headers) throws Exception {
        MockHttpServletRequestBuilder request = MockMvcRequestBuilders.get(path);
        if (!List.of(headers).contains("Host")) {
            request.header("Host", "127.0.0.1:8080");
        }
        for (int pair = 0; pair < headers.length; pair += 2) {
            request.header(headers[pair], headers[pair + 1]);
        }
        return browser.perform(request).andReturn().getResponse();
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
