package io.millwright.brokerextension;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millwright.brokerextension.home.AuthorityList;
import io.millwright.brokerextension.home.InvalidBrokerSetup;
import io.millwright.wire.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose certificates count on this broker now. TLS has checked that a certificate comes from the platform, and its names say
 * of which tenant; only its signature tells the tenant's authority from the one of an earlier tenant of that name. It is
 * verified with the key that is listed for the tenant, so nothing that a client presents beside its certificate matters.
 *
 * <p>Before a first valid list nobody counts; a list that cannot be read or understood changes nothing. Safe for use by many
 * threads; asking never waits for the file.
 */
final class Authorities {

    private static final Logger LOG = LoggerFactory.getLogger(Authorities.class);

    private final Path file;
    private volatile @Nullable AuthorityList list;
    private byte @Nullable [] seen;
    private String trouble = "";

    private Authorities(Path file) {
        this.file = file;
    }

    static Authorities of(Path file) {
        Authorities authorities = new Authorities(file);
        authorities.refresh();
        return authorities;
    }

    /** Takes up the file as it is now; says in the log, once each, what is wrong with it and that it is well again. */
    synchronized void refresh() {
        try {
            byte[] now = Files.readAllBytes(file);
            if (!Arrays.equals(now, seen)) {
                seen = now;
                AuthorityList next = AuthorityList.parse(new String(now, UTF_8));
                list = next;
                LOG.info("Authorities are taken up: tenants={}", next.keys().size());
                trouble = "";
            }
        } catch (IOException e) {
            seen = null;
            complain("cannot read " + e.getMessage());
        } catch (InvalidBrokerSetup e) {
            complain(String.valueOf(e.getMessage()));
        }
    }

    private void complain(String sentence) {
        if (!sentence.equals(trouble)) {
            trouble = sentence;
            LOG.error(
                    list == null
                            ? "The broker lets nobody in until {} is well: {}"
                            : "The broker goes on with the authorities it knows, {} is unusable: {}",
                    file.getFileName(),
                    sentence);
        }
    }

    Vouching vouch(TenantId tenant, X509Certificate certificate) {
        AuthorityList now = list;
        if (now == null) {
            return new Vouching.Refused(Refusal.NO_AUTHORITIES);
        }
        PublicKey key = now.keys().get(tenant);
        if (key == null) {
            return new Vouching.Refused(Refusal.UNLISTED_TENANT);
        }
        try {
            certificate.verify(key);
            return new Vouching.By(key);
        } catch (GeneralSecurityException e) {
            return new Vouching.Refused(Refusal.FORMER_AUTHORITY);
        }
    }

    /** Whether whoever vouched for a client when it connected would do so now. */
    boolean stillVouchFor(Session.Client client) {
        AuthorityList now = list;
        return now != null
                && client.vouching() instanceof Vouching.By(PublicKey key)
                && key.equals(now.keys().get(client.tenant()));
    }
}
