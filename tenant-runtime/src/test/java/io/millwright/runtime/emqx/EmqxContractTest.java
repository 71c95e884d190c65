package io.millwright.runtime.emqx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.runtime.TestTenants;
import io.millwright.runtime.tenant.TenantConfiguration.Administration;
import io.millwright.runtime.tenant.TenantConfiguration.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every request of the client against the vendor's description of EMQX 5.8's API, which is not part of this project: without it
 * beside the checkout these tests are skipped.
 */
@Timeout(60)
class EmqxContractTest {

    private static final Path DESCRIPTION = Path.of("../../shared/contracts/emqx/emqx-5.8.1-ce-reduced-openapi.json");

    private EmqxContract contract;
    private StubEmqx emqx;
    private EmqxApi api;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Files.exists(DESCRIPTION), DESCRIPTION + " is not beside this checkout");
        contract = new EmqxContract(JsonMapper.shared().readTree(Files.readString(DESCRIPTION)));
        emqx = new StubEmqx();
        api = new EmqxApi(
                new Administration(emqx.url(), "millwright-runtime", new Secret("key of the REST API")),
                List.of(TestTenants.root().certificate()));
    }

    @AfterEach
    void stop() {
        if (emqx != null) {
            emqx.close();
        }
    }

    @Test
    void every_request_is_one_that_the_description_knows() {
        emqx.sessions("press-1", "1a");

        api.sessions(1);
        api.kick("press-1");
        api.kick("acme.runtime.a b/c");

        assertThat(emqx.calls)
                .hasSize(3)
                .allSatisfy(call -> assertThat(contract.complaints(call))
                        .as(call.toString())
                        .isEmpty());
    }

    @Test
    void a_request_that_the_description_does_not_know_is_noticed() {
        for (String path : List.of(
                "/clientz",
                "/clients?pages=1",
                "/clients?page=0",
                "/clients?limit=100000",
                "/clients?fields=clientid,serial")) {
            assertThat(contract.complaints(new StubEmqx.Call("GET", emqx.url().resolve("/api/v5" + path))))
                    .as(path)
                    .isNotEmpty();
        }
        assertThat(contract.complaints(new StubEmqx.Call("PUT", emqx.url().resolve("/api/v5/clients/a"))))
                .isNotEmpty();
    }

    @Test
    void the_answers_of_the_description_are_understood() {
        ObjectNode example = (ObjectNode) contract.example("/clients", "get", "200");
        ((ArrayNode) example.path("data"))
                .valueStream()
                .forEach(row -> ((ObjectNode) row).putObject("client_attrs").put("serial", "1a"));
        emqx.answering(200, "application/json", example.toString());

        EmqxReply<EmqxSessions> reply = api.sessions(1);

        JsonNode row = example.path("data").path(0);
        assertThat(reply)
                .isEqualTo(new EmqxReply.Done<>(new EmqxSessions(
                        List.of(new EmqxSession(row.path("clientid").asString(), "1a")),
                        example.path("meta").path("hasnext").asBoolean())));
        assertThat(contract.codes("/clients/{clientid}", "delete", "404")).containsExactly("CLIENTID_NOT_FOUND");
    }
}
