package io.millwright.runtime;

import io.millwright.brokerextension.TestIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tenant's files: defaults, plus the one thing that matters.
 *
 * @param login whose database and roles it uses: its own, unless the test saves making them
 */
public record TenantFolder(
        Path tenants,
        String name,
        String url,
        String login,
        String password,
        TestIdentity identity,
        TestIdentity root,
        @Nullable URI admin) {

    public static TenantFolder of(Path tenants, String name) {
        return new TenantFolder(
                tenants,
                name,
                "jdbc:postgresql://127.0.0.1:1/",
                name,
                "secret-of-" + name,
                TestTenants.runtime(name),
                TestTenants.root(),
                null);
    }

    /** With a broker that asks and has a REST API here. */
    public TenantFolder administered(URI there) {
        return new TenantFolder(tenants, name, url, login, password, identity, root, there);
    }

    public TenantFolder at(String server) {
        return new TenantFolder(tenants, name, server, login, password, identity, root, admin);
    }

    public TenantFolder withPassword(String other) {
        return new TenantFolder(tenants, name, url, login, other, identity, root, admin);
    }

    public TenantFolder withIdentity(TestIdentity other) {
        return new TenantFolder(tenants, name, url, login, password, other, root, admin);
    }

    /** Shares the database and the roles of another tenant. */
    public TenantFolder as(TenantFolder other) {
        return new TenantFolder(tenants, name, url, other.login, other.password, identity, root, admin);
    }

    public Path path() {
        return tenants.resolve(name);
    }

    public String database() {
        return login + "_db";
    }

    public String owner() {
        return login + "_owner";
    }

    public String writer() {
        return login + "_writer";
    }

    public String reader() {
        return login + "_reader";
    }

    public String document() {
        return """
            {"tenant":"%1$s","incarnation":"01JD0000000000000000000000","tier":"starter","suspended":false,
             "database":{"url":"%2$s","name":"%3$s_db","owner":"%3$s_owner","writer":"%3$s_writer","reader":"%3$s_reader"},
             "broker":{"url":"mqtts://broker.tenant-%1$s.svc:8883"%4$s},
             "limits":{"devices":25,"messagesPerSecond":100,"storageGi":5},
             "retention":{"raw":"7d","minute":"180d","hour":"730d"}}
            """.formatted(
                        name,
                        url,
                        login,
                        admin == null ? "" : ",\"admin\":{\"url\":\"" + admin + "\",\"key\":\"millwright-runtime\"}");
    }

    public TenantFolder write() throws IOException {
        return write(document());
    }

    public TenantFolder write(String document) throws IOException {
        Files.createDirectories(path());
        Files.writeString(path().resolve("owner.password"), password + "\n");
        Files.writeString(path().resolve("writer.password"), password + "\n");
        Files.writeString(path().resolve("reader.password"), password + "\n");
        Files.writeString(path().resolve("service.crt"), identity.chainPem());
        Files.writeString(path().resolve("service.key"), identity.keyPem());
        Files.writeString(path().resolve("ca.crt"), root.certificatePem());
        if (admin != null) {
            Files.writeString(path().resolve("broker.secret"), "key of the REST API\n");
        }
        Files.writeString(path().resolve("tenant.json"), document);
        return this;
    }

    public void delete() throws IOException {
        try (Stream<Path> files = Files.walk(path())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
