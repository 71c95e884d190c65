package io.millwright.controlplane.telemetry;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.TestPlatform;
import io.millwright.controlplane.identity.ApiKeys;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.KnownTenants;
import io.millwright.controlplane.identity.Role;
import io.millwright.controlplane.runtime.RuntimeLocator;
import io.millwright.wire.TenantId;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** A control plane with one tenant and its runtime, which answers once this is made. */
final class MeasuredTenant implements AutoCloseable {

    static final TenantId ID = new TenantId("measured");

    private static final String ORIGIN = "test.runtime";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final RuntimeStandIn runtime;
    final TestPlatform platform;
    final ApiClient own;

    MeasuredTenant() throws GeneralSecurityException, IOException {
        runtime = new RuntimeStandIn();
        System.setProperty(ORIGIN, runtime.origin().toString());
        platform = new TestPlatform(
                List.of(
                        "millwright.control-plane.runtime.request-timeout=1s",
                        "millwright.control-plane.runtime.largest-answer=100000",
                        "millwright.control-plane.streams.heartbeat=200ms",
                        "millwright.control-plane.streams.per-caller=2"),
                Located.class);
        platform.readyTenant(ID.value());
        certify("control-plane");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> platform.bean(KnownTenants.class).contains(ID));
        own = new ApiClient(platform.api(), key(Grant.of(Role.OPERATOR)));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> own.get(MeasuredIT.TELEMETRY + "/latest").status() == 200);
    }

    /** Of this platform alone: every platform of the tests looks through these classes for what it is made of. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Located {
        @Bean
        RuntimeLocator located() {
            return _ -> Optional.of(URI.create(System.getProperty(ORIGIN)));
        }
    }

    String key(Grant grant) {
        return platform.bean(ApiKeys.class)
                .create(ID, new ApiKeys.NewKey("test", grant, null), new Caller.Administrator())
                .secret();
    }

    /** Gives the control plane a certificate, another than before if it has one, as the operator does. */
    void certify(String commonName) {
        platform.kubernetes()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace("millwright-pki")
                        .withName("control-plane-client")
                        .endMetadata()
                        .withData(runtime.clientSecret(commonName))
                        .build())
                .forceConflicts()
                .serverSideApply();
    }

    @Override
    public void close() throws IOException {
        platform.close();
        runtime.close();
    }
}
