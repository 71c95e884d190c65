package io.millwright.operator.historian.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the golden files say is emitted, held against CloudNativePG's own definitions. An API server drops fields that the
 * definition does not know without a word, so here they are errors.
 */
class CloudNativePgContractTest {

    private static final Path DEFINITIONS = Path.of("../../shared/contracts/crds/cloudnative-pg");
    private static final Path GOLDEN = Path.of("src/test/resources/golden/tenant");
    private static final JsonMapper JSON = JsonMapper.shared();

    @TestFactory
    Stream<DynamicTest> what_is_emitted_is_what_cloud_native_pg_defines() throws IOException {
        assumeTrue(Files.isDirectory(DEFINITIONS), "CloudNativePG's definitions are not here: " + DEFINITIONS);
        return Stream.of("PostgresCluster-historian/clusters", "ScheduledBackup-historian/scheduledbackups")
                .flatMap(pair -> golden(pair.split("/")[0], pair.split("/")[1]));
    }

    @Test
    void a_field_that_is_not_defined_and_a_value_that_is_not_allowed_are_found() throws IOException {
        assumeTrue(Files.isDirectory(DEFINITIONS), "CloudNativePG's definitions are not here: " + DEFINITIONS);
        JsonNode emitted = read(GOLDEN.resolve("PostgresCluster-historian/out-enterprise-backup-key.yaml"));
        Schema schema = definition("clusters");
        assertThat(schema.validate(emitted)).isEmpty();

        ((ObjectNode) emitted.get("spec").get("storage")).put("sizeGi", 5);
        ((ObjectNode) emitted.get("spec").get("postgresql").get("synchronous")).put("method", "quorum");
        ((ObjectNode) emitted.get("spec")).put("instances", "three");

        assertThat(schema.validate(emitted).stream()
                        .map(Error::getInstanceLocation)
                        .map(Object::toString))
                .contains("/spec/storage", "/spec/postgresql/synchronous/method", "/spec/instances");
    }

    private static Stream<DynamicTest> golden(String directory, String plural) {
        try (Stream<Path> files = Files.list(GOLDEN.resolve(directory))) {
            Schema schema = definition(plural);
            List<Path> outputs = files.filter(
                            file -> file.getFileName().toString().startsWith("out-"))
                    .filter(CloudNativePgContractTest::isObject)
                    .sorted()
                    .toList();
            assertThat(outputs).isNotEmpty();
            return outputs.stream()
                    .map(file -> DynamicTest.dynamicTest(
                            directory + "/" + file.getFileName(),
                            () -> assertThat(schema.validate(read(file))).isEmpty()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isObject(Path file) {
        try {
            return !Files.readString(file).startsWith("#");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Schema definition(String plural) throws IOException {
        JsonNode schema = read(DEFINITIONS.resolve("postgresql.cnpg.io_" + plural + ".yaml"))
                .at("/spec/versions/0/schema/openAPIV3Schema");
        ((ObjectNode) schema.get("properties")).remove("metadata"); // the API server's own business
        close(schema);
        ((ObjectNode) schema.get("properties")).putObject("metadata");
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4).getSchema(schema);
    }

    /** Every object knows its fields alone, unless it says otherwise. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.has("properties")
                && object.get("properties").isObject()
                && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean(false)) {
            object.put("additionalProperties", false);
        }
        schema.forEach(CloudNativePgContractTest::close);
    }

    private static JsonNode read(Path yaml) throws IOException {
        Map<String, Object> content = new Yaml().load(Files.readString(yaml));
        return JSON.valueToTree(content);
    }
}
