package io.millwright.runtime.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.runtime.TenantFolder;
import io.millwright.runtime.tenant.TenantConfiguration.Limits;
import io.millwright.runtime.tenant.TenantConfiguration.Quota;
import io.millwright.runtime.tenant.TenantReading.Invalid;
import io.millwright.runtime.tenant.TenantReading.Valid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantsDirectoryIT {

    @TempDir
    Path tenants;

    @Test
    void a_complete_tenant_is_read() throws IOException {
        TenantFolder.of(tenants, "acme").write();

        TenantReading reading = new TenantsDirectory(tenants).look().changed().get("acme");

        assertThat(reading).isInstanceOfSatisfying(Valid.class, valid -> {
            TenantConfiguration acme = valid.configuration();
            assertThat(acme.tenant().value()).isEqualTo("acme");
            assertThat(acme.database().url()).isEqualTo("jdbc:postgresql://127.0.0.1:1/acme_db");
            assertThat(acme.database().writer().password().value()).isEqualTo("secret-of-acme");
            assertThat(acme.limits().devices()).isEqualTo(25);
            assertThat(acme.retention().raw()).isEqualTo(Duration.ofDays(7));
            assertThat(acme.toString()).doesNotContain("secret-of-acme");
        });
    }

    @Test
    void a_database_address_may_already_hold_its_name_and_parameters() throws IOException {
        TenantFolder.of(tenants, "acme")
                .at("jdbc:postgresql://db/acme_db?sslmode=require")
                .write();

        assertThat(new TenantsDirectory(tenants).look().changed().get("acme"))
                .isInstanceOfSatisfying(
                        Valid.class,
                        valid -> assertThat(valid.configuration().database().url())
                                .isEqualTo("jdbc:postgresql://db/acme_db?sslmode=require"));
    }

    @Test
    void a_document_of_an_older_operator_has_quotas_that_follow_from_its_limits() throws IOException {
        TenantFolder.of(tenants, "acme").write();

        assertThat(new TenantsDirectory(tenants).look().changed().get("acme"))
                .isInstanceOfSatisfying(Valid.class, valid -> {
                    Quota quota = new Quota(100, 10_000, 1_000_000, 25_000);
                    assertThat(valid.configuration().limits()).isEqualTo(new Limits(25, 5, quota, quota));
                });
    }

    @Test
    void quotas_are_read_of_all_devices_and_of_each() throws IOException {
        TenantFolder folder = TenantFolder.of(tenants, "acme");
        folder.write(folder.document()
                .replace(
                        "\"storageGi\":5",
                        "\"storageGi\":5,\"pointsPerSecond\":1,\"bytesPerSecond\":20000000000,\"series\":3,"
                                + "\"device\":{\"messagesPerSecond\":4,\"pointsPerSecond\":5,\"series\":0}"));

        assertThat(new TenantsDirectory(tenants).look().changed().get("acme"))
                .isInstanceOfSatisfying(
                        Valid.class,
                        valid -> assertThat(valid.configuration().limits())
                                .isEqualTo(new Limits(
                                        25,
                                        5,
                                        new Quota(100, 1, 20_000_000_000L, 3),
                                        new Quota(4, 5, 20_000_000_000L, 0))));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        "\"storageGi\":5",
                        "\"storageGi\":5,\"series\":-1",
                        "limits.series must be a whole number of at least 0."),
                Arguments.of(
                        "\"storageGi\":5",
                        "\"storageGi\":5,\"device\":{\"pointsPerSecond\":\"9\"}",
                        "limits.device.pointsPerSecond must be a whole number of at least 0."),
                Arguments.of("\"tenant\":\"acme\"", "\"tenant\":\"bolt\"", "tenant must be the name of its directory."),
                Arguments.of("\"tenant\":\"acme\"", "\"tenant\":7", "tenant must be a text that is not empty."),
                Arguments.of("01JD0000000000000000000000", "first", "incarnation must be a ULID."),
                Arguments.of("\"starter\"", "\" \"", "tier must be a text that is not empty."),
                Arguments.of("false", "\"no\"", "suspended must be true or false."),
                Arguments.of("\"suspended\":false,", "", "suspended is missing."),
                Arguments.of("\"suspended\":false", "\"suspended\":null", "suspended is missing."),
                Arguments.of("postgresql://", "mysql://", "database.url must be jdbc:postgresql://host:port/database."),
                Arguments.of(
                        "127.0.0.1:1/", "127.0.0.1:1/other", "database.url names another database than database.name."),
                Arguments.of("acme_db", "acme db", "database.name must be a database's name."),
                Arguments.of("\"acme_writer\"", "\"x\\\"y\"", "database.writer must be a role's name."),
                Arguments.of("mqtts://", "mqtt://", "broker.url must be mqtts://host:port."),
                Arguments.of(":25", ":-1", "limits.devices must be a whole number of at least 0."),
                Arguments.of(":25", ":2.5", "limits.devices must be a whole number of at least 0."),
                Arguments.of(":25", ":99999999999", "limits.devices must be a whole number of at least 0."),
                Arguments.of("\"7d\"", "\"0d\"", "retention.raw must be a period such as 12h or 30d."),
                Arguments.of("{\"raw\":\"7d\"", "[\"7d\"],\"x\":{\"a\":\"b\"", "retention must be an object."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_one_sentence_that_names_the_field(String right, String wrong, String sentence)
            throws IOException {
        TenantFolder folder = TenantFolder.of(tenants, "acme");
        assertThat(folder.document()).contains(right);
        folder.write(folder.document().replace(right, wrong));

        assertThat(new TenantsDirectory(tenants).look().changed())
                .isEqualTo(Map.of("acme", new Invalid("tenant.json: " + sentence)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"tenant\":", "{} {}", "{\"a\":1,\"a\":2}", "\0"})
    void what_is_no_json_is_one_sentence(String document) throws IOException {
        TenantFolder.of(tenants, "acme").write(document);

        assertThat(new TenantsDirectory(tenants).look().changed().get("acme"))
                .isInstanceOfSatisfying(
                        Invalid.class, invalid -> assertThat(invalid.sentence()).startsWith("tenant.json "));
    }

    @Test
    void missing_files_and_impossible_names_are_told_and_disturb_nobody() throws IOException {
        TenantFolder.of(tenants, "acme").write();
        Files.delete(TenantFolder.of(tenants, "bolt").write().path().resolve("writer.password"));
        Files.createDirectories(tenants.resolve("cold"));
        Files.createDirectories(tenants.resolve("Not_A_Tenant"));
        Files.writeString(TenantFolder.of(tenants, "dull").write().path().resolve("writer.password"), " \n");
        Files.writeString(TenantFolder.of(tenants, "huge").write().path().resolve("tenant.json"), " ".repeat(70_000));

        TenantsDirectory.Look look = new TenantsDirectory(tenants).look();

        assertThat(look.changed().get("acme")).isInstanceOf(Valid.class);
        assertThat(look.changed())
                .containsEntry("bolt", new Invalid("writer.password is missing."))
                .containsEntry("cold", new Invalid("tenant.json is missing."))
                .containsEntry("dull", new Invalid("writer.password is empty."))
                .containsEntry("huge", new Invalid("tenant.json is longer than 65536 bytes."));
        assertThat(look.changed().get("Not_A_Tenant")).isInstanceOf(Invalid.class);
    }

    @Test
    void only_what_changed_is_read_again() throws IOException {
        TenantFolder acme = TenantFolder.of(tenants, "acme").write();
        TenantFolder.of(tenants, "bolt").write();
        TenantsDirectory directory = new TenantsDirectory(tenants);
        directory.look();

        assertThat(directory.look().changed()).isEmpty();

        Files.writeString(acme.path().resolve("writer.password"), "another");
        assertThat(directory.look().changed()).containsOnlyKeys("acme");

        acme.delete();
        TenantsDirectory.Look afterwards = directory.look();
        assertThat(afterwards.changed()).isEmpty();
        assertThat(afterwards.present()).isEqualTo(Set.of("bolt"));
    }

    @Test
    void the_swap_of_a_kubernetes_volume_is_seen() throws IOException {
        Path first = Files.createDirectories(tenants.resolve("..2026_11_21_01"));
        TenantFolder.of(first, "acme").write();
        Path data = Files.createSymbolicLink(tenants.resolve("..data"), Path.of("..2026_11_21_01"));
        Files.createSymbolicLink(tenants.resolve("acme"), Path.of("..data/acme"));
        TenantsDirectory directory = new TenantsDirectory(tenants);
        assertThat(directory.look().present()).isEqualTo(Set.of("acme"));

        Path second = Files.createDirectories(tenants.resolve("..2026_11_21_02"));
        TenantFolder.of(second, "acme").withPassword("rotated").write();
        Path fresh = Files.createSymbolicLink(tenants.resolve("..data_tmp"), Path.of("..2026_11_21_02"));
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(directory.look().changed().get("acme"))
                .isInstanceOfSatisfying(
                        Valid.class,
                        valid -> assertThat(valid.configuration()
                                        .database()
                                        .writer()
                                        .password()
                                        .value())
                                .isEqualTo("rotated"));
        assertThat(directory.look().changed()).isEmpty();
    }

    @Test
    void a_directory_that_cannot_be_listed_is_not_an_empty_one() {
        assertThatThrownBy(() -> new TenantsDirectory(tenants.resolve("absent")).look())
                .isInstanceOf(IOException.class);
    }
}
