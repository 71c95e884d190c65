package io.millwright.controlplane.enrollment;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.millwright.controlplane.TestPlatform;
import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.pki.TestAuthority;
import io.millwright.crd.v1alpha1.Approval;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.Site;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantEndpoints;
import io.millwright.crd.v1alpha1.TenantSpec;
import io.millwright.crd.v1alpha1.TenantStatus;
import io.millwright.wire.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** What the operator leaves of a tenant: its authority, its broker's address, a site, fleets with rendered configurations. */
public final class TestPlant {

    public static final String SITE = "bremen";
    public static final String FLEET = "press-line";
    public static final String MQTT = "mqtts://127.0.0.1:18883";

    private static final String PKI = "millwright-pki";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** One root for all tenants of a platform, as in an installation. */
    private static final Map<TestPlatform, TestAuthority> ROOTS = new HashMap<>();

    private final TestPlatform platform;
    private final TenantId tenant;
    private TestAuthority authority;

    private TestPlant(TestPlatform platform, TenantId tenant, TestAuthority authority) {
        this.platform = platform;
        this.tenant = tenant;
        this.authority = authority;
    }

    /** The tenant exists already. */
    public static TestPlant of(TestPlatform platform, TenantId tenant) {
        TestPlant plant = new TestPlant(platform, tenant, root(platform).tenant(tenant.value()));
        plant.address();
        plant.putAuthority();
        plant.site(SITE);
        plant.fleet(FLEET, SITE, _ -> {});
        return plant;
    }

    public static synchronized TestAuthority root(TestPlatform platform) {
        return ROOTS.computeIfAbsent(platform, _ -> {
            TestAuthority root = TestAuthority.root();
            platform.kubernetes()
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(PKI)
                            .endMetadata()
                            .build())
                    .serverSideApply();
            put(platform, "enrollment-server", Map.of(), root.server().secret());
            put(platform, "control-plane-client", Map.of(), root.controlPlane().secret());
            return root;
        });
    }

    /** As the operator does at two thirds of its life; answers the new certificate. */
    public static X509Certificate renewOrigin(TestPlatform platform) {
        TestAuthority server = root(platform).server();
        put(platform, "enrollment-server", Map.of(), server.secret());
        return server.certificate();
    }

    public TenantId tenant() {
        return tenant;
    }

    public TestAuthority authority() {
        return authority;
    }

    public String codes() {
        return "/api/v1/tenants/" + tenant + "/fleets/" + FLEET + "/claim-codes";
    }

    public String devices() {
        return "/api/v1/tenants/" + tenant + "/devices";
    }

    public void site(String name) {
        Site site = new Site();
        site.getMetadata().setName(name);
        site.getMetadata().setNamespace("tenant-" + tenant);
        site.getSpec().setTimezone("Europe/Berlin");
        platform.kubernetes().resource(site).serverSideApply();
        await(cluster -> cluster.site(tenant, name).isPresent());
    }

    /** With one connection whose host is the device's parameter {@code plc}. */
    public void fleet(String name, String site, Consumer<DeviceFleet> settings) {
        DeviceFleet fleet = new DeviceFleet();
        fleet.getMetadata().setName(name);
        fleet.getMetadata().setNamespace("tenant-" + tenant);
        fleet.getSpec().setSiteRef(site);
        settings.accept(fleet);
        platform.kubernetes().resource(fleet).forceConflicts().serverSideApply();
        render(name, site, "1000");
        String settled = fleet.getSpec().getEnrollment().getApproval() + "/"
                + fleet.getSpec().getEnrollment().getMaxDevices() + "/"
                + fleet.getSpec().getEnrollment().getAllowedSerials() + "/"
                + fleet.getSpec().getRollout().getSteps();
        await(cluster -> cluster.fleet(tenant, name)
                .filter(found -> settled.equals(found.getSpec().getEnrollment().getApproval() + "/"
                        + found.getSpec().getEnrollment().getMaxDevices() + "/"
                        + found.getSpec().getEnrollment().getAllowedSerials() + "/"
                        + found.getSpec().getRollout().getSteps()))
                .isPresent());
    }

    public void approval(Approval approval) {
        fleet(FLEET, SITE, fleet -> fleet.getSpec().getEnrollment().setApproval(approval));
    }

    /** As the operator renders it; another interval is another content. Answers its hash. */
    public String render(String fleet, String site, String intervalMs) {
        String json =
                "{\"connections\":[{\"name\":\"press\",\"protocol\":\"modbus-tcp\",\"url\":\"modbus-tcp://${plc}:502\"}],"
                    + "\"fleet\":\"" + fleet + "\",\"parameters\":[\"plc\"],\"site\":{\"name\":\"" + site
                        + "\",\"timezone\":\"Europe/Berlin\"},"
                        + "\"tags\":[{\"address\":\"holding-register:100:REAL\",\"connection\":\"press\",\"intervalMs\":"
                        + intervalMs + ",\"name\":\"temperature\"}],\"tenant\":\"" + tenant + "\",\"v\":1}";
        String hash = TestPlatform.sha256(json);
        platform.kubernetes()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("tenant-" + tenant)
                        .withName("fleet-" + fleet + "-config")
                        .addToLabels("millwright.io/fleet", fleet)
                        .addToAnnotations("millwright.io/configuration", hash)
                        .endMetadata()
                        .addToData("configuration.json", json)
                        .build())
                .forceConflicts()
                .serverSideApply();
        await(cluster -> cluster.fleetConfiguration(tenant, fleet)
                .filter(map -> hash.equals(map.getMetadata().getAnnotations().get("millwright.io/configuration")))
                .isPresent());
        return hash;
    }

    public String authorityName() {
        return tenant + "-" + incarnation().toLowerCase(Locale.ROOT) + "-ca";
    }

    public void removeAuthority() {
        platform.kubernetes()
                .secrets()
                .inNamespace(PKI)
                .withName(authorityName())
                .delete();
    }

    public void putAuthority() {
        put(
                platform,
                authorityName(),
                Map.of("app.kubernetes.io/name", "pki", "millwright.io/tenant", tenant.value()),
                authority.secret());
    }

    /** Deletes the tenant and makes another of its name, as an operator would: another incarnation, another authority. */
    public void rebirth() {
        platform.kubernetes().resources(Tenant.class).withName(tenant.value()).delete();
        await(cluster -> cluster.tenant(tenant).isEmpty());
        platform.readyTenant(tenant.value());
        authority = root(platform).tenant(tenant.value());
        address();
        putAuthority();
    }

    public String incarnation() {
        return Objects.requireNonNull(platform.kubernetes()
                .resources(Tenant.class)
                .withName(tenant.value())
                .get()
                .getStatus()
                .getIncarnation());
    }

    public void suspend(boolean suspended) {
        Tenant applied = new Tenant();
        applied.getMetadata().setName(tenant.value());
        TenantSpec spec = new TenantSpec();
        spec.setTier("starter");
        spec.setSuspended(suspended);
        applied.setSpec(spec);
        platform.kubernetes()
                .resource(applied)
                .fieldManager("kubectl")
                .forceConflicts()
                .serverSideApply();
        await(cluster -> cluster.tenant(tenant).orElseThrow().getSpec().isSuspended() == suspended);
    }

    private void address() {
        TenantEndpoints endpoints = new TenantEndpoints();
        endpoints.setMqtt(MQTT);
        TenantStatus status = new TenantStatus();
        status.setEndpoints(endpoints);
        platform.applyStatus(tenant.value(), "test", status);
        String incarnation = incarnation();
        await(cluster -> cluster.tenant(tenant)
                .filter(found -> found.getStatus() != null
                        && found.getStatus().getEndpoints() != null
                        && incarnation.equals(found.getStatus().getIncarnation()))
                .isPresent());
    }

    private interface Sight {
        boolean has(Cluster cluster);
    }

    private void await(Sight sight) {
        Cluster cluster = platform.bean(Cluster.class);
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> sight.has(cluster));
    }

    private static void put(TestPlatform platform, String name, Map<String, String> labels, Map<String, String> texts) {
        Map<String, String> data = new HashMap<>();
        texts.forEach((key, text) ->
                data.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        platform.kubernetes()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(PKI)
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .withType("kubernetes.io/tls")
                        .withData(data)
                        .build())
                .forceConflicts()
                .serverSideApply();
    }
}
