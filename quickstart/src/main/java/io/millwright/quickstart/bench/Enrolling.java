package io.millwright.quickstart.bench;

import io.millwright.quickstart.rig.load.TlsIdentity;
import io.millwright.wire.enrollment.EnrollmentRequest;
import io.millwright.wire.enrollment.EnrollmentResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import tools.jackson.databind.json.JsonMapper;

/** New devices that ask for their certificates over HTTPS, a few at once, with keys made beforehand. */
final class Enrolling implements AutoCloseable {

    /** Connections that stay open; more than the cores that sign. */
    private static final int AT_ONCE = 8;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int CREATED = 201;

    private final URI enroll;
    private final List<HttpClient> clients = new ArrayList<>();

    /** Each connection comes from an address of its own, because the origin bounds how often one address may ask. */
    Enrolling(URI origin, X509Certificate root) throws IOException {
        this.enroll = URI.create(origin + "/enroll");
        SSLContext tls = TlsIdentity.trusting(root);
        for (int i = 0; i < AT_ONCE; i++) {
            clients.add(HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(tls)
                    .localAddress(InetAddress.ofLiteral("127.0.0." + (i + 2)))
                    .build());
        }
    }

    /** A request for a certificate, ready to be sent. */
    record Wish(String body) {}

    static Wish wish(String claimCode, int number) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair pair = generator.generateKeyPair();
            StringWriter pem = new StringWriter();
            try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
                writer.writeObject(new JcaPKCS10CertificationRequestBuilder(new X500Name(""), pair.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
            }
            return new Wish(JSON.writeValueAsString(new EnrollmentRequest(
                    claimCode, pem.toString(), new EnrollmentRequest.Hardware("BENCH-" + number, "bench"))));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("making a certificate request", e);
        }
    }

    /** What all of them were answered, in the order of the wishes. */
    List<EnrollmentResponse> all(List<Wish> wishes) throws Exception {
        List<Future<List<EnrollmentResponse>>> parts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < AT_ONCE; i++) {
                HttpClient client = clients.get(i);
                List<Wish> share = wishes.subList(wishes.size() * i / AT_ONCE, wishes.size() * (i + 1) / AT_ONCE);
                parts.add(threads.submit(() -> share(client, share)));
            }
        }
        List<EnrollmentResponse> answers = new ArrayList<>();
        for (Future<List<EnrollmentResponse>> part : parts) {
            answers.addAll(part.get());
        }
        return answers;
    }

    private List<EnrollmentResponse> share(HttpClient client, List<Wish> wishes)
            throws IOException, InterruptedException {
        List<EnrollmentResponse> answers = new ArrayList<>();
        for (Wish wish : wishes) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(enroll)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(wish.body()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != CREATED) {
                throw new IOException("an enrollment was answered " + answer.statusCode() + ": " + answer.body());
            }
            answers.add(JSON.readValue(answer.body(), EnrollmentResponse.class));
        }
        return answers;
    }

    @Override
    public void close() {
        clients.forEach(HttpClient::shutdownNow);
    }
}
