package io.millwright.runtime;

import io.millwright.brokerextension.TestIdentity;
import io.millwright.brokerextension.TestPki;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The certificates of one platform for all tests of a JVM: an authority per tenant, and what it issued. */
public final class TestTenants {

    private static final TestPki PKI = TestPki.create();

    private static final Map<String, TestIdentity> AUTHORITIES = new ConcurrentHashMap<>();

    private static final Map<String, TestIdentity> RUNTIMES = new ConcurrentHashMap<>();

    public static TestIdentity root() {
        return PKI.root();
    }

    public static TestPki pki() {
        return PKI;
    }

    public static TestIdentity authority(String tenant) {
        return AUTHORITIES.computeIfAbsent(tenant, PKI::tenant);
    }

    public static TestIdentity runtime(String tenant) {
        return RUNTIMES.computeIfAbsent(tenant, name -> TestPki.runtime(authority(name), name));
    }

    public static TestIdentity device(String tenant, String site, String device) {
        return TestPki.device(authority(tenant), tenant, site, device);
    }

    private TestTenants() {}
}
