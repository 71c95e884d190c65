package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.Secret;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.historian.server.HistorianDatabases;
import io.millwright.operator.pki.ServerCertificateAuthority;
import io.millwright.operator.pki.ServerNames;
import io.millwright.operator.pki.ServiceCertificate;
import io.millwright.operator.pki.TenantCertificateAuthority;
import io.millwright.operator.pki.secret.CredentialSeed;
import io.millwright.operator.pki.secret.KeyState;
import io.millwright.operator.pki.secret.LeafCertificates;
import io.millwright.operator.pki.secret.PlatformKeys;
import io.millwright.operator.pki.secret.TenantAuthorities;
import io.millwright.operator.plan.BrokerCredentials;
import io.millwright.operator.plan.Credentials;
import io.millwright.operator.plan.DatabaseCredentials;
import io.millwright.operator.plan.GrafanaSecrets;
import io.millwright.operator.plan.Incarnation;
import io.millwright.operator.plan.Material;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.plan.TlsMaterial;
import io.millwright.operator.pool.PoolPlaces;
import io.millwright.operator.runtime.RuntimeSecret;
import io.millwright.operator.runtime.RuntimeTlsSecret;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the keys and passwords of a tenant, or makes what may be made. */
final class TenantMaterials {

    record Found(
            Material material,
            Optional<KeyState.Unavailable<?>> pki,
            Optional<KeyState.Unavailable<?>> credentials,
            Optional<String> expiring) {}

    /** Devices in the field need a season in which somebody comes by. */
    private static final Duration NOTICE = Duration.ofDays(365);

    /** CloudNativePG sets the password of this login and of no other. */
    private static final String CLUSTER_ADMINISTRATOR = "postgres";

    private final PlatformKeys platform;
    private final TenantAuthorities authorities;
    private final LeafCertificates leaves;
    private final PoolPlaces places;
    private final Clock clock;

    TenantMaterials(
            PlatformKeys platform,
            TenantAuthorities authorities,
            LeafCertificates leaves,
            PoolPlaces places,
            Clock clock) {
        this.platform = platform;
        this.authorities = authorities;
        this.leaves = leaves;
        this.places = places;
        this.clock = clock;
    }

    /** @param recorded fingerprint of the CA this incarnation is known to have had */
    Found find(TenantPlan plan, Optional<String> recorded, Cluster<?> cluster) {
        KeyState<TenantCertificateAuthority> authority =
                authorities.find(cluster, plan.tenant(), plan.incarnation(), recorded);
        Optional<KeyState.Unavailable<?>> pki = unavailable(authority);
        String key = null;
        TlsMaterial runtime = null;
        TlsMaterial broker = null;
        TlsMaterial brokerClient = null;
        TlsMaterial runtimeTls = null;
        String fingerprint = recorded.orElse(null);
        if (authority
                instanceof KeyState.Present<TenantCertificateAuthority>(TenantCertificateAuthority ca, String is)) {
            fingerprint = is;
            key = ca.publicKey();
            runtime = plan.waits() ? null : runtime(plan, ca, cluster);
            brokerClient = plan.emqx() ? brokerClient(plan, ca, cluster) : null;
            if (plan.ownBroker() || plan.ownRuntime()) {
                KeyState<ServerCertificateAuthority> servers = platform.serverAuthority(cluster);
                pki = unavailable(servers);
                if (servers
                        instanceof
                        KeyState.Present<ServerCertificateAuthority>(ServerCertificateAuthority issuer, String _)) {
                    broker = plan.ownBroker() ? broker(plan, ca, issuer, cluster) : null;
                    runtimeTls = plan.ownRuntime() ? runtimeTls(plan, issuer, cluster) : null;
                }
            }
        }
        KeyState<CredentialSeed> seed = platform.credentialSeed(cluster);
        Material material = switch (seed) {
            case KeyState.Present<CredentialSeed>(CredentialSeed found, String _) ->
                new Material(
                        fingerprint,
                        key,
                        broker,
                        brokerClient,
                        brokerCredentials(plan, found),
                        runtime,
                        runtimeTls,
                        administrator(plan, found),
                        database(plan, found),
                        grafana(plan, found));
            case KeyState.Unavailable<CredentialSeed> _ ->
                new Material(fingerprint, key, broker, brokerClient, null, runtime, runtimeTls, null, null, null);
        };
        return new Found(material, pki, unavailable(seed), expiring(authority));
    }

    /** It is renewed long before, unless the device root ends with it. */
    private Optional<String> expiring(KeyState<TenantCertificateAuthority> state) {
        return state instanceof KeyState.Present<TenantCertificateAuthority>(TenantCertificateAuthority ca, String _)
                        && ca.material().expiry().isBefore(clock.instant().plus(NOTICE))
                ? Optional.of(
                        "The tenant's CA ends on %s and cannot outlive the device root: make a new root and enroll its devices anew before."
                                .formatted(ca.material().expiry()))
                : Optional.empty();
    }

    void forget(String tenant, Incarnation incarnation) {
        authorities.forget(tenant, incarnation);
        leaves.forget(Names.namespace(tenant), Names.BROKER_TLS);
        leaves.forget(Names.namespace(tenant), Names.BROKER_CLIENT);
        leaves.forget(Names.namespace(tenant), Names.RUNTIME_TLS);
        leaves.forget(Names.namespace(tenant), Names.runtimeSecret(tenant));
        places.pools().forEach(pool -> leaves.forget(pool, Names.runtimeSecret(tenant)));
    }

    private TlsMaterial runtime(TenantPlan plan, TenantCertificateAuthority authority, Cluster<?> cluster) {
        Optional<Secret> kept = cluster.read(Secret.class, plan.runtimeNamespace(), Names.runtimeSecret(plan.tenant()));
        Optional<TlsMaterial> held = kept.flatMap(secret -> Secrets.text(secret, RuntimeSecret.CERTIFICATES)
                .flatMap(certificates -> Secrets.text(secret, RuntimeSecret.KEY)
                        .flatMap(key -> Secrets.text(secret, RuntimeSecret.TRUSTED)
                                .map(trusted -> new TlsMaterial(certificates, key, trusted)))));
        return leaves.runtime(kept, held, authority);
    }

    private TlsMaterial brokerClient(TenantPlan plan, TenantCertificateAuthority authority, Cluster<?> cluster) {
        Optional<Secret> kept = cluster.read(Secret.class, plan.namespace(), Names.BROKER_CLIENT);
        return leaves.service(kept, kept.flatMap(Secrets::tls), authority, ServiceCertificate.BROKER);
    }

    /**
     * The certificate of the tenant's authority is all a HiveMQ needs to check clients against. The TLS of Erlang ends no
     * path at an authority that is not a root, so EMQX gets the root beside it, and the runtime it asks looks at the issuer.
     */
    private static String trusted(TenantPlan plan, TenantCertificateAuthority authority) {
        String certificate = authority.material().certificatePem();
        return plan.emqx() ? certificate + authority.material().rootPem() : certificate;
    }

    private TlsMaterial broker(
            TenantPlan plan,
            TenantCertificateAuthority authority,
            ServerCertificateAuthority issuer,
            Cluster<?> cluster) {
        Optional<Secret> kept = cluster.read(Secret.class, plan.namespace(), Names.BROKER_TLS);
        return leaves.server(
                kept, kept.flatMap(Secrets::tls), issuer, Names.BROKER, names(plan), trusted(plan, authority));
    }

    private TlsMaterial runtimeTls(TenantPlan plan, ServerCertificateAuthority issuer, Cluster<?> cluster) {
        Optional<Secret> kept = cluster.read(Secret.class, plan.namespace(), Names.RUNTIME_TLS);
        return leaves.server(
                kept,
                kept.flatMap(Secrets::tls),
                issuer,
                Names.RUNTIME,
                RuntimeTlsSecret.names(plan.installation(), plan.namespace()),
                issuer.material().rootPem());
    }

    private static ServerNames names(TenantPlan plan) {
        List<String> names = new ArrayList<>(plan.installation().brokerNames());
        plan.installation().brokerHost(plan.tenant()).ifPresent(names::add);
        names.add(Names.BROKER + "." + plan.namespace() + ".svc");
        names.add(Names.BROKER + "." + plan.namespace() + ".svc.cluster.local");
        if (plan.emqx()) {
            names.add(Names.BROKER_ADMIN + "." + plan.namespace() + ".svc");
        }
        return ServerNames.of(names);
    }

    private static @Nullable Credentials administrator(TenantPlan plan, CredentialSeed seed) {
        if (plan.historianCluster()) {
            return login(plan, seed, CLUSTER_ADMINISTRATOR);
        }
        return plan.historianServer() ? login(plan, seed, HistorianDatabases.administratorOf(plan.tenant())) : null;
    }

    private static @Nullable BrokerCredentials brokerCredentials(TenantPlan plan, CredentialSeed seed) {
        return plan.emqx()
                ? new BrokerCredentials(
                        login(plan, seed, "millwright-runtime"),
                        seed.password(plan.incarnation().ulid(), "broker-dashboard"),
                        seed.password(plan.incarnation().ulid(), "broker-cookie"))
                : null;
    }

    private static @Nullable GrafanaSecrets grafana(TenantPlan plan, CredentialSeed seed) {
        String incarnation = plan.incarnation().ulid();
        return plan.ownDashboards()
                ? new GrafanaSecrets(
                        seed.password(incarnation, "grafana-administrator"),
                        seed.password(incarnation, "grafana-secret-key"))
                : null;
    }

    private static DatabaseCredentials database(TenantPlan plan, CredentialSeed seed) {
        String name = DatabaseCredentials.databaseName(plan.tenant(), plan.incarnation());
        return new DatabaseCredentials(
                name,
                login(plan, seed, name + "_owner"),
                login(plan, seed, name + "_writer"),
                login(plan, seed, name + "_reader"));
    }

    private static Credentials login(TenantPlan plan, CredentialSeed seed, String username) {
        return new Credentials(username, seed.password(plan.incarnation().ulid(), username));
    }

    private static Optional<KeyState.Unavailable<?>> unavailable(KeyState<?> state) {
        return state instanceof KeyState.Unavailable<?> lost ? Optional.of(lost) : Optional.empty();
    }
}
