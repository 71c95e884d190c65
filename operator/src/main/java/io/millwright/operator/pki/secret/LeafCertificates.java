package io.millwright.operator.pki.secret;

import io.fabric8.kubernetes.api.model.Secret;
import io.millwright.operator.pki.Issuance;
import io.millwright.operator.pki.KeyAndCertificates;
import io.millwright.operator.pki.PlatformCertificateAuthority;
import io.millwright.operator.pki.PlatformClientCertificate;
import io.millwright.operator.pki.ServerCertificate;
import io.millwright.operator.pki.ServerCertificateAuthority;
import io.millwright.operator.pki.ServerNames;
import io.millwright.operator.pki.ServiceCertificate;
import io.millwright.operator.pki.TenantCertificateAuthority;
import io.millwright.operator.pki.UnreadablePemException;
import io.millwright.operator.plan.TlsMaterial;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Certificates that can be issued anew at any time: a kept one stays as long as it serves, else there is a new one.
 * Checking costs milliseconds, so a Secret that was found good is not looked into again before it changes or is due, and one that
 * holds what was just issued is not looked into at all.
 */
public final class LeafCertificates {

    private record Good(String version, List<Object> basis, Instant renewal) {}

    /** Not seen in a Secret yet. */
    private record Fresh(TlsMaterial material, Instant renewal) {}

    /** Far more than are on their way at once; those that never arrive are forgotten with all others. */
    private static final int MOST_FRESH = 10_000;

    private final Issuance issuance;
    private final Map<String, Good> known = new ConcurrentHashMap<>();
    private final Map<List<Object>, Fresh> fresh = new ConcurrentHashMap<>();

    public LeafCertificates(Issuance issuance) {
        this.issuance = issuance;
    }

    /**
     * @param kept the Secret that holds it, and what it holds
     * @param server what serves with it
     * @param trusted PEM that the server's clients are checked against
     */
    public TlsMaterial server(
            Optional<Secret> kept,
            Optional<TlsMaterial> held,
            ServerCertificateAuthority authority,
            String server,
            ServerNames names,
            String trusted) {
        return keepOrIssue(
                kept,
                held.filter(material -> material.trusted().equals(trusted)),
                List.of(authority.material().certificate().getSerialNumber(), names, trusted),
                key -> ServerCertificate.replacement(key, authority, names, issuance.clock())
                        .isEmpty(),
                () -> ServerCertificate.issue(authority, server, names, issuance),
                trusted);
    }

    /** What a tenant's runtime shows to brokers; it trusts the platform's root. */
    public TlsMaterial runtime(
            Optional<Secret> kept, Optional<TlsMaterial> held, TenantCertificateAuthority authority) {
        return service(kept, held, authority, ServiceCertificate.RUNTIME);
    }

    /** What a service of a tenant shows as a client; it trusts the platform's root. */
    public TlsMaterial service(
            Optional<Secret> kept, Optional<TlsMaterial> held, TenantCertificateAuthority authority, String service) {
        String trusted = authority.material().rootPem();
        return keepOrIssue(
                kept,
                held.filter(material -> material.trusted().equals(trusted)),
                List.of(authority.material().certificate().getSerialNumber(), service),
                key -> ServiceCertificate.replacement(key, authority, issuance.clock())
                        .isEmpty(),
                () -> ServiceCertificate.issue(authority, service, issuance),
                trusted);
    }

    /** What the control plane shows to runtimes; it trusts the platform's root. */
    public TlsMaterial controlPlane(
            Optional<Secret> kept, Optional<TlsMaterial> held, PlatformCertificateAuthority authority) {
        String trusted = authority.material().rootPem();
        return keepOrIssue(
                kept,
                held.filter(material -> material.trusted().equals(trusted)),
                List.of(authority.material().certificate().getSerialNumber(), PlatformClientCertificate.CONTROL_PLANE),
                key -> PlatformClientCertificate.replacement(key, authority, issuance.clock())
                        .isEmpty(),
                () -> PlatformClientCertificate.issue(authority, PlatformClientCertificate.CONTROL_PLANE, issuance),
                trusted);
    }

    private TlsMaterial keepOrIssue(
            Optional<Secret> kept,
            Optional<TlsMaterial> held,
            List<Object> basis,
            Predicate<KeyAndCertificates> serves,
            Supplier<KeyAndCertificates> issue,
            String trusted) {
        return kept.flatMap(secret -> held.filter(material -> isGood(secret, material, basis, serves)))
                .orElseGet(() -> {
                    KeyAndCertificates issued = issue.get();
                    TlsMaterial material = new TlsMaterial(issued.chainPem(), issued.keyPem(), trusted);
                    if (fresh.size() > MOST_FRESH) {
                        fresh.clear();
                    }
                    fresh.put(basis, new Fresh(material, issued.renewal()));
                    return material;
                });
    }

    private boolean isGood(
            Secret secret, TlsMaterial material, List<Object> basis, Predicate<KeyAndCertificates> serves) {
        String name =
                secret.getMetadata().getNamespace() + "/" + secret.getMetadata().getName();
        String version =
                secret.getMetadata().getUid() + "/" + secret.getMetadata().getResourceVersion();
        Good good = known.get(name);
        if (good != null
                && good.version().equals(version)
                && good.basis().equals(basis)
                && issuance.clock().instant().isBefore(good.renewal())) {
            return true;
        }
        Fresh written = fresh.remove(basis);
        if (written != null
                && written.material().equals(material)
                && issuance.clock().instant().isBefore(written.renewal())) {
            known.put(name, new Good(version, basis, written.renewal()));
            return true;
        }
        try {
            KeyAndCertificates key = KeyAndCertificates.fromPem(material.certificates(), material.key());
            if (!serves.test(key)) {
                return false;
            }
            known.put(name, new Good(version, basis, key.renewal()));
            return true;
        } catch (UnreadablePemException e) {
            return false;
        }
    }

    /** Frees what is remembered of a Secret whose tenant is gone. */
    public void forget(String namespace, String name) {
        known.remove(namespace + "/" + name);
    }
}
