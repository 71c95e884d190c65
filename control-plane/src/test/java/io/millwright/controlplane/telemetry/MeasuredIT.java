package io.millwright.controlplane.telemetry;

import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.TestPlatform;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Role;
import io.millwright.wire.TenantId;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.BeforeEach;

/** Base of the tests against the one control plane that has a runtime behind it, which does as the test says. */
abstract class MeasuredIT {

    static final TenantId TENANT = MeasuredTenant.ID;
    static final String TELEMETRY = "/api/v1/tenants/measured/telemetry";

    final MeasuredTenant tenant = Shared.TENANT;
    final TestPlatform platform = tenant.platform;
    final RuntimeStandIn runtime = tenant.runtime;
    final ApiClient own = tenant.own;

    /** Started with the first test, ended with the process. */
    private static final class Shared {
        static final MeasuredTenant TENANT = start();

        private static MeasuredTenant start() {
            try {
                MeasuredTenant tenant = new MeasuredTenant();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(tenant)));
                return tenant;
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void end(MeasuredTenant tenant) {
            try {
                tenant.close();
            } catch (IOException e) {
                System.err.println("the measured tenant did not stop cleanly: " + e.getMessage());
            }
        }
    }

    @BeforeEach
    void behave() {
        runtime.answer.set(new RuntimeStandIn.Answer(200, "{\"points\":[]}"));
    }

    String key() {
        return key(Grant.of(Role.OPERATOR));
    }

    String key(Grant grant) {
        return tenant.key(grant);
    }
}
