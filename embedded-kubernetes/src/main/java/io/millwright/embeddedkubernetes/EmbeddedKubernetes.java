package io.millwright.embeddedkubernetes;

import io.millwright.embeddedkubernetes.access.Caller;
import io.millwright.embeddedkubernetes.access.Callers;
import io.millwright.embeddedkubernetes.access.Gate;
import io.millwright.embeddedkubernetes.access.Permission;
import io.millwright.embeddedkubernetes.access.Roles;
import io.millwright.embeddedkubernetes.admission.AdmissionPolicies;
import io.millwright.embeddedkubernetes.builtin.BuiltInTypes;
import io.millwright.embeddedkubernetes.controllers.Controllers;
import io.millwright.embeddedkubernetes.http.ApiServer;
import io.millwright.embeddedkubernetes.http.Certificates;
import io.millwright.embeddedkubernetes.objects.Objects;
import io.millwright.embeddedkubernetes.registry.Registry;
import io.millwright.embeddedkubernetes.resource.PodLogs;
import io.millwright.embeddedkubernetes.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A small Kubernetes API server in this JVM, for laptops and tests. */
public final class EmbeddedKubernetes implements AutoCloseable {

    private final Store store;
    private final ApiServer server;
    private final Controllers controllers;
    private final Certificates certificates;
    private final String token;
    private final Callers callers;
    private final Gate gate;

    /**
     * How a server is started.
     *
     * @param dataDirectory where everything is kept; null keeps it in memory only
     * @param port the port to listen on; 0 for the one of the last start, or any free one
     * @param podLogs where {@code kubectl logs} reads
     */
    public record Settings(@Nullable Path dataDirectory, int port, Clock clock, PodLogs podLogs) {

        /** Without logs of pods. */
        public Settings(@Nullable Path dataDirectory, int port, Clock clock) {
            this(dataDirectory, port, clock, PodLogs.NONE);
        }

        /** Keeps everything there, on a port that is chosen once. */
        public static Settings in(Path dataDirectory) {
            return new Settings(dataDirectory, 0, Clock.systemUTC(), PodLogs.NONE);
        }

        /** The same with logs of pods. */
        public Settings withPodLogs(PodLogs logs) {
            return new Settings(dataDirectory, port, clock, logs);
        }

        /** The same on that port; 0 for the one of the last start, or any free one. */
        public Settings onPort(int wanted) {
            return new Settings(dataDirectory, wanted, clock, podLogs);
        }

        /** Keeps nothing, on any port: for tests. */
        public static Settings inMemory() {
            return new Settings(null, 0, Clock.systemUTC(), PodLogs.NONE);
        }
    }

    private EmbeddedKubernetes(Settings settings) throws IOException {
        Path directory = settings.dataDirectory();
        store = new Store(directory);
        try {
            certificates = new Certificates(directory, settings.clock());
            token = directory == null ? Callers.newToken() : kept(directory.resolve("token"), Callers::newToken);
            Registry registry = new Registry(BuiltInTypes.all(settings.clock()));
            Objects objects = new Objects(store, settings.clock(), new AdmissionPolicies(store));
            int port = settings.port();
            Path portFile = directory == null ? null : directory.resolve("port");
            if (port == 0 && portFile != null && Files.exists(portFile)) {
                port = Integer.parseInt(Files.readString(portFile).strip());
            }
            callers = new Callers(token);
            gate = new Gate(new Roles(store));
            server = new ApiServer(
                    port, certificates.serverContext(), callers, gate, registry, objects, settings.podLogs());
            if (portFile != null) {
                Files.writeString(portFile, server.port() + "\n");
            }
            Beginning.make(store, registry, objects);
            controllers = new Controllers(store, registry, objects, settings.clock());
            controllers.start();
            server.start();
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /** @throws UncheckedIOException when the port is taken or the directory cannot be written */
    public static EmbeddedKubernetes start(Settings settings) {
        try {
            return new EmbeddedKubernetes(settings);
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded Kubernetes API cannot start: " + e.getMessage(), e);
        }
    }

    private static String kept(Path file, java.util.function.Supplier<String> first) throws IOException {
        if (!Files.exists(file)) {
            writePrivately(file, first.get() + "\n");
        }
        return Files.readString(file).strip();
    }

    private static void writePrivately(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    public URI url() {
        return URI.create("https://127.0.0.1:" + server.port());
    }

    /** What its owner sends as {@code Authorization: Bearer}. */
    public String token() {
        return token;
    }

    /** What clients have to trust. */
    public String caCertificatePem() {
        return certificates.authorityPem();
    }

    /** How many requests came since the start, refused ones included, by HTTP method: what benchmarks count. */
    public Map<String, Long> requests() {
        return server.requests();
    }

    /** Writes a kubeconfig for this server that only its owner can read. */
    public void writeKubeconfig(Path file) {
        writeKubeconfig(file, token);
    }

    /**
     * The same for a service account: who uses it may do what the Roles and ClusterRoles bound to the account grant, until this
     * server is closed.
     */
    public void writeKubeconfig(Path file, String namespace, String serviceAccount) {
        writeKubeconfig(file, callers.tokenOf(namespace, serviceAccount));
    }

    /** What that service account has asked leave for since the start, granted or not: what tests hold its roles against. */
    public Set<Permission> asked(String namespace, String serviceAccount) {
        return gate.asked(Caller.serviceAccount(namespace, serviceAccount));
    }

    private void writeKubeconfig(Path file, String bearer) {
        String ca = Base64.getEncoder().encodeToString(caCertificatePem().getBytes(StandardCharsets.UTF_8));
        String text = """
            apiVersion: v1
            kind: Config
            current-context: millwright
            contexts:
            - name: millwright
              context:
                cluster: millwright
                user: millwright
            clusters:
            - name: millwright
              cluster:
                server: %s
                certificate-authority-data: %s
            users:
            - name: millwright
              user:
                token: %s
            """.formatted(url(), ca, bearer);
        try {
            writePrivately(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("the kubeconfig " + file + " cannot be written", e);
        }
    }

    /** Stops listening, ends watches, and writes everything through to the disk. */
    @Override
    public void close() {
        server.close();
        controllers.close();
        store.close();
    }
}
