package io.millwright.controlplane;

import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.identity.ApiKeys;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.KnownTenants;
import io.millwright.controlplane.identity.Role;
import io.millwright.wire.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInfo;

/** Base of the tests against the one control plane that they share; each takes tenants of its own. */
public abstract class ControlPlaneIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Set<String> RAN = ConcurrentHashMap.newKeySet();

    @BeforeAll
    static void rememberThatThisRan(TestInfo test) {
        RAN.add(test.getTestClass().orElseThrow().getSimpleName());
    }

    /** The subclasses that began so far. */
    static Set<String> ran() {
        return Set.copyOf(RAN);
    }

    /** Started with the first test that asks, ended with the process. */
    private static final class Shared {
        static final TestPlatform PLATFORM = new TestPlatform(List.of(), TestTokens.Source.class);

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    PLATFORM.close();
                } catch (IOException e) {
                    System.err.println("the test platform did not stop cleanly: " + e.getMessage());
                }
            }));
        }
    }

    protected static TestPlatform platform() {
        return Shared.PLATFORM;
    }

    protected static ApiClient administrator() {
        return new ApiClient(platform().api(), TestPlatform.ADMINISTRATOR_KEY);
    }

    protected static ApiClient anonymous() {
        return new ApiClient(platform().api(), null);
    }

    /** A tenant that is Ready and that the control plane knows. */
    protected static TenantId tenant(String name) {
        TenantId tenant = new TenantId(name);
        platform().readyTenant(name);
        Awaitility.await(name + " is known")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> platform().bean(KnownTenants.class).contains(tenant)
                        && platform()
                                .bean(Cluster.class)
                                .tenant(tenant)
                                .filter(found -> found.getStatus() != null
                                        && found.getStatus().getIncarnation() != null)
                                .isPresent());
        return tenant;
    }

    /** A client with a fresh key of that tenant, which may do what an admin may. */
    protected static ApiClient keyOf(TenantId tenant) {
        return keyOf(tenant, Grant.of(Role.ADMIN));
    }

    /** A client with a fresh key of that tenant. */
    protected static ApiClient keyOf(TenantId tenant, Grant grant) {
        return new ApiClient(platform().api(), secretOf(tenant, grant));
    }

    protected static String secretOf(TenantId tenant, Grant grant) {
        return platform()
                .bean(ApiKeys.class)
                .create(tenant, new ApiKeys.NewKey("test", grant, null), new Caller.Administrator())
                .secret();
    }

    /** A client with an access token of somebody who is that in the tenant. */
    protected static ApiClient memberOf(TenantId tenant, Grant grant) {
        return ApiClient.withToken(platform().api(), tokens().member(Map.of(tenant, grant)));
    }

    protected static TestTokens tokens() {
        return platform().bean(TestTokens.class);
    }
}
