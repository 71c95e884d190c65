package io.millwright.controlplane.enrollment;

import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.TestPlatform;
import io.millwright.controlplane.pki.Pem;
import io.millwright.controlplane.pki.TestAuthority;
import io.millwright.controlplane.pki.TestRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A device at the enrollment origin: it trusts the root and nothing else. */
public final class TestAgent {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final char[] PASSWORD = "test".toCharArray();

    private final TestPlatform platform;
    private final URI origin;
    private final HttpClient http;
    private final KeyPair key;

    private TestAgent(TestPlatform platform, KeyPair key, List<X509Certificate> chain) {
        this.platform = platform;
        this.key = key;
        origin = platform.bean(EnrollmentOrigin.class).uri().orElseThrow();
        http = HttpClient.newBuilder()
                .sslContext(tls(platform, key, chain))
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** With a key and nothing else. */
    public static TestAgent fresh(TestPlatform platform) {
        return new TestAgent(platform, TestAuthority.newKey(), List.of());
    }

    /** The same device, showing what it was given. */
    public TestAgent with(String chainPem) {
        return new TestAgent(platform, key, Pem.certificates(chainPem));
    }

    /** Another device that shows this chain: only who has the key can. */
    public static TestAgent showing(TestPlatform platform, KeyPair key, List<X509Certificate> chain) {
        return new TestAgent(platform, key, chain);
    }

    public KeyPair key() {
        return key;
    }

    public URI origin() {
        return origin;
    }

    public ApiClient.Answer enroll(String code) {
        return enroll(code, TestRequest.pem(key), "SN-1", "\"plc\":\"10.0.0.5\"");
    }

    /** Without the member {@code parameters}. */
    public ApiClient.Answer enrollItself(String code) {
        return post(
                "/enroll",
                "{\"claimCode\":" + quoted(code) + ",\"csr\":" + quoted(TestRequest.pem(key))
                        + ",\"hardware\":{\"serial\":\"SN-1\",\"model\":\"sensor\"}}",
                "application/json");
    }

    public ApiClient.Answer enroll(String code, String csr, String serial, String parameters) {
        return post(
                "/enroll",
                "{\"claimCode\":" + quoted(code) + ",\"csr\":" + quoted(csr) + ",\"hardware\":{\"serial\":"
                        + quoted(serial) + ",\"model\":\"edge-box\"},\"parameters\":{" + parameters + "}}",
                "application/json");
    }

    public ApiClient.Answer post(String path, String body, String type) {
        return send(HttpRequest.newBuilder(origin.resolve(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    public ApiClient.Answer get(String path) {
        return send(HttpRequest.newBuilder(origin.resolve(path)).build());
    }

    public ApiClient.Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            String type = response.headers().firstValue("Content-Type").orElse("");
            JsonNode body = type.contains("json") ? JSON.readTree(response.body()) : JSON.missingNode();
            return new ApiClient.Answer(response.statusCode(), body, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What the origin shows in a new handshake. */
    Certificate shown() {
        try (SSLSocket socket = (SSLSocket)
                tls(platform, key, List.of()).getSocketFactory().createSocket(origin.getHost(), origin.getPort())) {
            return socket.getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    private static SSLContext tls(TestPlatform platform, KeyPair key, List<X509Certificate> chain) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("root", TestPlant.root(platform).certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(key, chain), trust.getTrustManagers(), new SecureRandom());
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyManager @Nullable [] keys(KeyPair key, List<X509Certificate> chain)
            throws GeneralSecurityException, IOException {
        if (chain.isEmpty()) {
            return null;
        }
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("device", key.getPrivate(), PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(own, PASSWORD);
        return factory.getKeyManagers();
    }
}
