package io.millwright.brokerextension;

import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLProtocolException;

/** Why a TLS handshake failed, as far as it was the broker that would not. */
final class HandshakeFailure {

    /** The JDK has no type for it, only this sentence; it is the same for TLS 1.2 and 1.3. */
    private static final String NO_CERTIFICATE = "Empty client certificate chain";

    /** Before the name of the alert by which the client ended it. */
    private static final String CLIENTS_DOING = "Received fatal alert";

    private HandshakeFailure() {}

    /** Empty when the client went away, was too slow, or did not want this broker. */
    static Optional<Refusal> reason(Throwable failure) {
        if (failure instanceof NotSslRecordException) {
            return Optional.of(Refusal.NOT_TLS);
        }
        if (causes(failure).anyMatch(HandshakeFailure::isOfTime)) {
            return Optional.of(Refusal.EXPIRED_CERTIFICATE);
        }
        if (causes(failure).anyMatch(CertificateException.class::isInstance)) {
            return Optional.of(Refusal.FOREIGN_CERTIFICATE);
        }
        String sentence = String.valueOf(failure.getMessage());
        if (sentence.contains(NO_CERTIFICATE)) {
            return Optional.of(Refusal.NO_CERTIFICATE);
        }
        return isTheJdks(failure) && !sentence.contains(CLIENTS_DOING)
                ? Optional.of(Refusal.HANDSHAKE)
                : Optional.empty();
    }

    private static boolean isOfTime(Throwable cause) {
        return cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException;
    }

    /** Netty has subclasses of its own for a time that ran out and a connection that was closed. */
    private static boolean isTheJdks(Throwable failure) {
        return failure.getClass() == SSLHandshakeException.class || failure.getClass() == SSLProtocolException.class;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10);
    }
}
