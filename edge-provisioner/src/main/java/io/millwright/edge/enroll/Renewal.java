package io.millwright.edge.enroll;

import io.millwright.edge.state.DeviceRecord;
import io.millwright.edge.state.StateDirectory;
import io.millwright.edge.trust.Chains;
import io.millwright.edge.trust.ClientTls;
import io.millwright.edge.trust.Credentials;
import io.millwright.edge.trust.Fingerprint;
import io.millwright.edge.trust.KeyPairs;
import io.millwright.edge.trust.Pem;
import io.millwright.edge.trust.PlatformTrust;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Gets the next certificate by EST (RFC 7030) over mTLS with the one of now, for a new key. The old pair serves until the
 * new chain is on disk; a crash before that repeats the request with the same new key.
 */
public final class Renewal {

    private final StateDirectory state;
    private final DeviceRecord device;
    private final Clock clock;

    /** How an attempt ended. */
    public sealed interface Outcome {

        record Renewed(Credentials credentials) implements Outcome {}

        /** The certificate of now serves on; the next attempt is for later. */
        record NotYet(String sentence) implements Outcome {}
    }

    public Renewal(StateDirectory state, DeviceRecord device, Clock clock) {
        this.state = state;
        this.device = device;
        this.clock = clock;
    }

    /** Two thirds of the certificate's life. */
    public static Instant due(X509Certificate certificate) {
        Instant from = certificate.getNotBefore().toInstant();
        Duration life = Duration.between(from, certificate.getNotAfter().toInstant());
        return from.plus(life.multipliedBy(2).dividedBy(3));
    }

    /** @throws IOException if the state directory cannot be read or written */
    public Outcome attempt(Credentials current) throws IOException, InterruptedException {
        try {
            return attempt(current, KeyPairs.loadOrCreate(state.nextKey()));
        } catch (GeneralSecurityException e) {
            // Half a key of an earlier attempt serves nobody; the next attempt makes another.
            Files.deleteIfExists(state.nextKey());
            return new Outcome.NotYet("the renewal failed: " + e.getMessage());
        }
    }

    private Outcome attempt(Credentials current, KeyPair key)
            throws IOException, InterruptedException, GeneralSecurityException {
        URI uri =
                device.origin().resolve("/.well-known/est/" + current.identity().tenant() + "/simplereenroll");
        byte[] request = CertificateRequests.renewal(
                key,
                current.certificate().getSubjectX500Principal(),
                current.identity().urn());
        Answer answer;
        try (PlatformHttp http = new PlatformHttp(tls(current))) {
            answer =
                    http.post(uri, "application/pkcs10", Base64.getMimeEncoder().encode(request));
        }
        return switch (answer) {
            case Answer.Done(byte[] said) -> keep(said, current, key);
            case Answer.Pending _ -> new Outcome.NotYet("the renewal waits for an approval");
            case Answer.Busy(var _, String sentence) -> new Outcome.NotYet(sentence);
            case Answer.Refused(int status, String sentence) -> new Outcome.NotYet(status + ": " + sentence);
            case Answer.Untrusted(String sentence) -> new Outcome.NotYet(sentence);
            case Answer.Unreachable(String sentence) -> new Outcome.NotYet(sentence);
        };
    }

    private SSLContext tls(Credentials current) throws GeneralSecurityException {
        String pin = device.caFingerprint();
        if (pin == null) {
            return ClientTls.contextOfSystem(current);
        }
        return ClientTls.context(PlatformTrust.pinned(new Fingerprint(pin)), current);
    }

    private Outcome keep(byte[] said, Credentials current, KeyPair key) throws IOException, GeneralSecurityException {
        List<X509Certificate> heap = new ArrayList<>(certificates(said));
        X509Certificate leaf = heap.stream()
                .filter(certificate -> certificate.getPublicKey().equals(key.getPublic()))
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no certificate in the answer is of the new key"));
        heap.addAll(current.chain());
        X509Certificate root = Pem.certificates(device.root()).getFirst();
        List<X509Certificate> chain = Chains.ordered(leaf, heap, root);
        Chains.verify(chain, root, Date.from(clock.instant()));
        Credentials next = Credentials.of(key.getPrivate(), chain);
        // The site may be another one, after a move; who the device is may not.
        if (!next.identity().tenant().equals(current.identity().tenant())
                || !next.identity().device().equals(current.identity().device())) {
            throw new GeneralSecurityException("the new certificate is for another device");
        }
        return new Outcome.Renewed(Credentials.switchTo(state, chain));
    }

    /** Base 64 of a certs-only PKCS#7, whatever the transfer encoding says (RFC 8951). */
    private static List<X509Certificate> certificates(byte[] said) throws GeneralSecurityException {
        try {
            return Pem.certificates(Base64.getMimeDecoder().decode(said));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("the answer is not base 64", e);
        }
    }
}
