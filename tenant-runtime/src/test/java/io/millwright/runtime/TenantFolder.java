package io.millwright.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Writes a tenant's files: defaults, plus the one thing that matters. */
public record TenantFolder(Path tenants, String name, String url, String database, String writer, String password) {

    public static TenantFolder of(Path tenants, String name) {
        return new TenantFolder(
                tenants, name, "jdbc:postgresql://127.0.0.1:1/", name + "_db", name + "_writer", "secret-of-" + name);
    }

    public TenantFolder at(String server) {
        return new TenantFolder(tenants, name, server, database, writer, password);
    }

    public TenantFolder withPassword(String other) {
        return new TenantFolder(tenants, name, url, database, writer, other);
    }

    public TenantFolder as(String otherDatabase, String otherWriter, String otherPassword) {
        return new TenantFolder(tenants, name, url, otherDatabase, otherWriter, otherPassword);
    }

    public Path path() {
        return tenants.resolve(name);
    }

    public String document() {
        return """
            {"tenant":"%1$s","incarnation":"01JD0000000000000000000000","tier":"starter","suspended":false,
             "database":{"url":"%2$s","name":"%3$s","owner":"%1$s_owner","writer":"%4$s","reader":"%1$s_reader"},
             "broker":{"url":"mqtts://broker.tenant-%1$s.svc:8883"},
             "limits":{"devices":25,"messagesPerSecond":100,"storageGi":5},
             "retention":{"raw":"7d","minute":"180d","hour":"730d"}}
            """.formatted(name, url, database, writer);
    }

    public TenantFolder write() throws IOException {
        return write(document());
    }

    public TenantFolder write(String document) throws IOException {
        Files.createDirectories(path());
        Files.writeString(path().resolve("writer.password"), password + "\n");
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
