package io.millwright.operator.plan;

import java.util.List;

/** An API that a cluster may have or not; what needs it is made only where it is there. */
public enum OptionalApi {

    /** Highly available PostgreSQL. */
    CLOUD_NATIVE_PG("postgresql.cnpg.io", List.of("v1"), "clusters"),

    /** Routes of TLS connections by server name, in the one version that is rendered. */
    GATEWAY_TLS("gateway.networking.k8s.io", List.of("v1alpha2"), "tlsroutes"),

    /** Routes of HTTP requests. */
    GATEWAY_HTTP("gateway.networking.k8s.io", List.of("v1"), "httproutes");

    private final String group;
    private final List<String> versions;
    private final String resource;

    OptionalApi(String group, List<String> versions, String resource) {
        this.group = group;
        this.versions = versions;
        this.resource = resource;
    }

    public String group() {
        return group;
    }

    /** Any of them will do. */
    public List<String> versions() {
        return versions;
    }

    /** Plural name of the resource that must be served. */
    public String resource() {
        return resource;
    }
}
