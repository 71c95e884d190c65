package io.millwright.operator.broker;

import io.millwright.operator.plan.TenantPlan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** {@code broker.properties}, which our extension reads at start. */
public final class BrokerProperties {

    public static final String KEY = "broker.properties";

    /** Room for runtimes, and for a device that comes back before the broker noticed that it left. */
    private static final int SPARE_CONNECTIONS = 20;

    public static String ofTenant(TenantPlan plan) {
        return text(plan.tenant(), plan.choice().limits().devices() + SPARE_CONNECTIONS);
    }

    /** @param connections of all pooled tenants together */
    public static String ofPool(int connections) {
        return text("*", connections);
    }

    /** What a pod's annotation carries; 64 bits tell two files apart. */
    public static String fingerprint(String properties) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(properties.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String text(String tenant, int connections) {
        return "tenant=" + tenant + "\npersistence=file\nmaxConnections=" + connections + "\n";
    }

    private BrokerProperties() {}
}
