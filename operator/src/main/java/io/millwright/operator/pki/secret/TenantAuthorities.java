package io.millwright.operator.pki.secret;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.pki.DeviceRoot;
import io.millwright.operator.pki.Issuance;
import io.millwright.operator.pki.KeyAndCertificates;
import io.millwright.operator.pki.TenantCertificateAuthority;
import io.millwright.operator.pki.UnreadablePemException;
import io.millwright.operator.plan.Incarnation;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TlsMaterial;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A tenant's CA in its Secret. Devices in the field chain to it: it is created when the tenant never had one, and
 * otherwise found or reported, never replaced.
 */
public final class TenantAuthorities {

    private final PlatformKeys platform;
    private final Issuance issuance;
    private final ParsedKeys parsed = new ParsedKeys();

    public TenantAuthorities(PlatformKeys platform, Issuance issuance) {
        this.platform = platform;
        this.issuance = issuance;
    }

    /** @param recorded fingerprint of the CA this incarnation is known to have had */
    public KeyState<TenantCertificateAuthority> find(
            Cluster<?> cluster, String tenant, Incarnation incarnation, Optional<String> recorded) {
        String name = Names.authority(tenant, incarnation);
        // Nothing is missed on the word of a cache that lags. A tenant that never had one is not asked for: to create
        // is to ask.
        Optional<Secret> kept = cluster.read(Secret.class, Names.PKI_NAMESPACE, name)
                .or(() -> recorded.flatMap(_ -> cluster.readThrough(Secret.class, Names.PKI_NAMESPACE, name)));
        if (kept.isPresent()) {
            return renewed(cluster, check(kept.get(), tenant, recorded), tenant, incarnation);
        }
        if (recorded.isPresent()) {
            return new KeyState.Unavailable<>(
                    "AuthorityMissing",
                    "Secret %s of namespace %s, the tenant's CA, is gone and is not replaced, because every device chains to it; restore it from a backup, or delete and re-create the tenant and enroll its devices anew."
                            .formatted(name, Names.PKI_NAMESPACE));
        }
        return switch (platform.deviceRoot(cluster)) {
            case KeyState.Unavailable<DeviceRoot>(String reason, String message) ->
                new KeyState.Unavailable<>(reason, message);
            case KeyState.Present<DeviceRoot>(DeviceRoot root, String _) ->
                check(create(cluster, root, tenant, incarnation), tenant, Optional.empty());
        };
    }

    /**
     * At two thirds of its life an authority gets a new certificate over the same name and key, so that everything it issued stays
     * valid. A certificate ends with the root at the latest: one that would not live longer is left alone.
     */
    private KeyState<TenantCertificateAuthority> renewed(
            Cluster<?> cluster, KeyState<TenantCertificateAuthority> state, String tenant, Incarnation incarnation) {
        if (!(state
                        instanceof
                        KeyState.Present<TenantCertificateAuthority>(
                                TenantCertificateAuthority authority,
                                String fingerprint))
                || !authority.material().renewalDue(issuance.clock())
                || !(platform.deviceRoot(cluster) instanceof KeyState.Present<DeviceRoot>(DeviceRoot root, String _))) {
            return state;
        }
        KeyAndCertificates fresh = authority.renewed(root, issuance).material();
        boolean worthwhile =
                fresh.expiry().isAfter(authority.material().expiry().plus(Duration.ofDays(1)));
        return worthwhile
                ? check(
                        cluster.ensure(Secret.class, secret(tenant, incarnation, content(fresh))),
                        tenant,
                        Optional.of(fingerprint))
                : state;
    }

    /** Frees what is remembered of a tenant that is gone. */
    public void forget(String tenant, Incarnation incarnation) {
        parsed.forget(Names.authority(tenant, incarnation));
    }

    private Secret create(Cluster<?> cluster, DeviceRoot root, String tenant, Incarnation incarnation) {
        KeyAndCertificates material =
                TenantCertificateAuthority.issue(root, tenant, issuance).material();
        TlsMaterial content = content(material);
        Secret stored = cluster.createOnce(Secret.class, secret(tenant, incarnation, content));
        parsed.written(stored, content, material);
        return stored;
    }

    private static TlsMaterial content(KeyAndCertificates material) {
        return new TlsMaterial(material.chainPem(), material.keyPem(), material.rootPem());
    }

    private static Secret secret(String tenant, Incarnation incarnation, TlsMaterial content) {
        return Secrets.tls(
                new ObjectMetaBuilder()
                        .withNamespace(Names.PKI_NAMESPACE)
                        .withName(Names.authority(tenant, incarnation))
                        .withLabels(Labels.ofTenant(tenant, "pki"))
                        .withAnnotations(Map.of(Labels.INCARNATION, incarnation.ulid()))
                        .build(),
                content);
    }

    private KeyState<TenantCertificateAuthority> check(Secret secret, String tenant, Optional<String> recorded) {
        String name = secret.getMetadata().getName();
        Optional<KeyAndCertificates> key = parsed.get(secret);
        if (key.isEmpty()) {
            return unreadable(name);
        }
        try {
            String fingerprint = Fingerprint.of(key.get());
            if (recorded.isPresent() && !recorded.get().equals(fingerprint)) {
                return new KeyState.Unavailable<>(
                        "AuthorityChanged",
                        "Secret %s of namespace %s holds another CA than the tenant's devices chain to; restore the right one from a backup."
                                .formatted(name, Names.PKI_NAMESPACE));
            }
            return new KeyState.Present<>(new TenantCertificateAuthority(tenant, key.get()), fingerprint);
        } catch (UnreadablePemException e) {
            return unreadable(name);
        }
    }

    private static KeyState<TenantCertificateAuthority> unreadable(String name) {
        return new KeyState.Unavailable<>(
                "AuthorityUnreadable",
                "Secret %s of namespace %s does not hold the tenant's CA; restore it from a backup."
                        .formatted(name, Names.PKI_NAMESPACE));
    }
}
