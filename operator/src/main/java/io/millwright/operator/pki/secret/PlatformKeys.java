package io.millwright.operator.pki.secret;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.network.RestrictedNamespace;
import io.millwright.operator.pki.DeviceRoot;
import io.millwright.operator.pki.Issuance;
import io.millwright.operator.pki.KeyAndCertificates;
import io.millwright.operator.pki.PlatformCertificateAuthority;
import io.millwright.operator.pki.ServerCertificateAuthority;
import io.millwright.operator.pki.UnreadablePemException;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TlsMaterial;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The keys of the whole platform in namespace {@code millwright-pki}: device root, the authorities for servers and for the
 * platform's own clients, and the seed of all database passwords. Each is created once; the namespace remembers that it was, so that a lost one is reported and not
 * replaced. Thread-safe: one creation at a time in this process, and the API server refuses the second between processes.
 */
public final class PlatformKeys {

    public static final String DEVICE_ROOT = "device-root";
    public static final String SERVER_AUTHORITY = "server-ca";
    public static final String PLATFORM_AUTHORITY = "platform-ca";
    public static final String CREDENTIAL_SEED = "credential-seed";

    private static final String SEED = "seed";
    private static final int SEED_BYTES = 32;
    private static final String RECORD = "millwright.io/";

    private final Issuance issuance;
    private final ParsedKeys parsed = new ParsedKeys();

    public PlatformKeys(Issuance issuance) {
        this.issuance = issuance;
    }

    /** The root everything chains to. */
    public KeyState<DeviceRoot> deviceRoot(Cluster<?> cluster) {
        return recorded(
                cluster,
                DEVICE_ROOT,
                secret -> parsed.get(secret).map(DeviceRoot::new),
                root -> Fingerprint.of(root.material()),
                () -> tls(DEVICE_ROOT, DeviceRoot.create(issuance).material()));
    }

    /** Issues the certificates of servers; a lost one is replaced, because clients pin the root and not this. */
    public KeyState<ServerCertificateAuthority> serverAuthority(Cluster<?> cluster) {
        return belowTheRoot(
                cluster,
                SERVER_AUTHORITY,
                ServerCertificateAuthority::new,
                root -> ServerCertificateAuthority.issue(root, issuance).material());
    }

    /** Issues the platform's client certificates; a lost one is replaced, because runtimes pin the root and not this. */
    public KeyState<PlatformCertificateAuthority> platformAuthority(Cluster<?> cluster) {
        return belowTheRoot(
                cluster,
                PLATFORM_AUTHORITY,
                PlatformCertificateAuthority::new,
                root -> PlatformCertificateAuthority.issue(root, issuance).material());
    }

    /** What passwords are derived from. */
    public KeyState<CredentialSeed> credentialSeed(Cluster<?> cluster) {
        return recorded(
                cluster,
                CREDENTIAL_SEED,
                secret -> Secrets.text(secret, SEED)
                        .map(text -> new CredentialSeed(Base64.getDecoder().decode(text))),
                seed -> Fingerprint.of(seed.bytes()),
                this::newSeed);
    }

    private <K> KeyState<K> belowTheRoot(
            Cluster<?> cluster,
            String name,
            Function<KeyAndCertificates, K> reader,
            Function<DeviceRoot, KeyAndCertificates> issue) {
        Optional<Secret> kept = find(cluster, name);
        if (kept.isPresent()) {
            return authority(isDue(kept.get()) ? renewed(cluster, name, kept.get(), issue) : kept.get(), name, reader);
        }
        return switch (deviceRoot(cluster)) {
            case KeyState.Unavailable<DeviceRoot>(String reason, String message) ->
                new KeyState.Unavailable<>(reason, message);
            case KeyState.Present<DeviceRoot>(DeviceRoot root, String _) ->
                authority(createOnce(cluster, name, () -> issue.apply(root)), name, reader);
        };
    }

    private boolean isDue(Secret kept) {
        try {
            return parsed.get(kept)
                    .filter(material -> material.renewalDue(issuance.clock()))
                    .isPresent();
        } catch (UnreadablePemException e) {
            return false;
        }
    }

    /** At two thirds of its life there is a new one, unless the root would not let it live longer; what it issued chains to the root still. */
    private synchronized Secret renewed(
            Cluster<?> cluster, String name, Secret kept, Function<DeviceRoot, KeyAndCertificates> issue) {
        Secret now =
                cluster.readThrough(Secret.class, Names.PKI_NAMESPACE, name).orElse(kept);
        if (!isDue(now) || !(deviceRoot(cluster) instanceof KeyState.Present<DeviceRoot>(DeviceRoot root, String _))) {
            return now;
        }
        KeyAndCertificates fresh = issue.apply(root);
        boolean worthwhile = parsed.get(now)
                .filter(material -> fresh.expiry().isAfter(material.expiry().plus(Duration.ofDays(1))))
                .isPresent();
        return worthwhile ? cluster.ensure(Secret.class, tls(name, fresh)) : now;
    }

    private synchronized Secret createOnce(Cluster<?> cluster, String name, Supplier<KeyAndCertificates> issue) {
        return cluster.readThrough(Secret.class, Names.PKI_NAMESPACE, name)
                .orElseGet(() -> cluster.createOnce(Secret.class, tls(name, issue.get())));
    }

    private <K> KeyState<K> authority(Secret secret, String name, Function<KeyAndCertificates, K> reader) {
        return read(
                        secret,
                        kept -> parsed.get(kept).map(reader),
                        _ -> Fingerprint.of(parsed.get(secret).orElseThrow()))
                .orElseGet(() -> unreadable(name));
    }

    private <K> KeyState<K> recorded(
            Cluster<?> cluster,
            String name,
            Function<Secret, Optional<K>> reader,
            Function<K, String> fingerprint,
            Supplier<Secret> creation) {
        Optional<Secret> kept = find(cluster, name);
        boolean remembered = cluster.read(Namespace.class, null, Names.PKI_NAMESPACE)
                .flatMap(namespace -> Labels.annotation(namespace, RECORD + name))
                .isPresent();
        if (kept.isPresent() && remembered) {
            return read(kept.get(), reader, fingerprint).orElseGet(() -> unreadable(name));
        }
        return makeOrMiss(cluster, name, reader, fingerprint, creation);
    }

    private synchronized <K> KeyState<K> makeOrMiss(
            Cluster<?> cluster,
            String name,
            Function<Secret, Optional<K>> reader,
            Function<K, String> fingerprint,
            Supplier<Secret> creation) {
        Optional<Secret> there = cluster.readThrough(Secret.class, Names.PKI_NAMESPACE, name);
        if (there.isEmpty()) {
            Namespace namespace = namespace(cluster);
            if (Labels.annotation(namespace, RECORD + name).isPresent()) {
                return new KeyState.Unavailable<>(
                        reason(name) + "Missing",
                        "Secret %s of namespace %s is gone and is not replaced, because everything issued so far depends on it; restore it from a backup."
                                .formatted(name, Names.PKI_NAMESPACE));
            }
            there = Optional.of(cluster.createOnce(Secret.class, creation.get()));
        }
        Optional<KeyState<K>> state = read(there.get(), reader, fingerprint);
        state.ifPresent(present -> record(cluster, name, present));
        return state.orElseGet(() -> unreadable(name));
    }

    private <K> void record(Cluster<?> cluster, String name, KeyState<K> state) {
        if (state instanceof KeyState.Present<K>(K _, String fingerprint)) {
            cluster.client()
                    .namespaces()
                    .withName(Names.PKI_NAMESPACE)
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            Serialization.asJson(
                                    Map.of("metadata", Map.of("annotations", Map.of(RECORD + name, fingerprint)))));
        }
    }

    private static <K> Optional<KeyState<K>> read(
            Secret secret, Function<Secret, Optional<K>> reader, Function<K, String> fingerprint) {
        try {
            return reader.apply(secret).map(key -> new KeyState.Present<>(key, fingerprint.apply(key)));
        } catch (UnreadablePemException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Namespace namespace(Cluster<?> cluster) {
        Namespace found =
                cluster.client().namespaces().withName(Names.PKI_NAMESPACE).get();
        return found != null
                ? found
                : cluster.ensure(
                        Namespace.class, RestrictedNamespace.ofPlatform(Names.PKI_NAMESPACE, "platform", "pki"));
    }

    private static Optional<Secret> find(Cluster<?> cluster, String name) {
        return cluster.read(Secret.class, Names.PKI_NAMESPACE, name);
    }

    private static <K> KeyState<K> unreadable(String name) {
        return new KeyState.Unavailable<>(
                reason(name) + "Unreadable",
                "Secret %s of namespace %s does not hold what the operator put there; restore it from a backup."
                        .formatted(name, Names.PKI_NAMESPACE));
    }

    private static String reason(String name) {
        return switch (name) {
            case DEVICE_ROOT -> "DeviceRoot";
            case CREDENTIAL_SEED -> "CredentialSeed";
            case PLATFORM_AUTHORITY -> "PlatformAuthority";
            default -> "ServerAuthority";
        };
    }

    private static Secret tls(String name, KeyAndCertificates material) {
        return Secrets.tls(metadata(name), new TlsMaterial(material.chainPem(), material.keyPem(), material.rootPem()));
    }

    private Secret newSeed() {
        byte[] seed = new byte[SEED_BYTES];
        issuance.random().nextBytes(seed);
        return new SecretBuilder()
                .withMetadata(metadata(CREDENTIAL_SEED))
                .withType("Opaque")
                .addToData(SEED, Secrets.encode(Base64.getEncoder().encodeToString(seed)))
                .build();
    }

    private static ObjectMeta metadata(String name) {
        return new ObjectMetaBuilder()
                .withNamespace(Names.PKI_NAMESPACE)
                .withName(name)
                .withLabels(Labels.ofInstance("platform", "pki"))
                .build();
    }
}
