package io.millwright.controlplane.enrollment;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Accepts client certificates below the platform's root. A device that was switched off past the end of its certificate may
 * come with it for a while longer and renew it without anybody's help: its chain is then judged as of the certificate's last
 * second. Whether it was revoked, and whose authority issued it, is asked of the registry afterwards.
 */
final class DeviceTrust extends X509ExtendedTrustManager {

    private final OriginTls tls;
    private final Duration grace;
    private final Clock clock;

    DeviceTrust(OriginTls tls, Duration grace, Clock clock) {
        this.tls = tls;
        this.grace = grace;
        this.clock = clock;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] presented, String authType) throws CertificateException {
        X509Certificate root = tls.present()
                .map(OriginTls.Material::root)
                .orElseThrow(() -> new CertificateException("no root is known yet"));
        List<X509Certificate> path =
                Arrays.stream(presented).filter(one -> !one.equals(root)).toList();
        if (path.isEmpty()) {
            throw new CertificateException("the root itself is nobody");
        }
        try {
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(moment(path.getFirst())));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the chain does not lead to the platform's root", e);
        }
    }

    private Instant moment(X509Certificate leaf) {
        Instant now = clock.instant();
        Instant end = leaf.getNotAfter().toInstant();
        return now.isAfter(end) && now.isBefore(end.plus(grace)) ? end : now;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("nothing here is a client");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    /** None are named: a client has one certificate and shows it. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
