package io.millwright.operator.plan;

/** An API that a cluster may have or not; what needs it is made only where it is there. */
public enum OptionalApi {

    /** Highly available PostgreSQL. */
    CLOUD_NATIVE_PG("postgresql.cnpg.io", "v1", "clusters"),

    /** Routes of TLS connections by server name. Of their versions a cluster offers the first of these that it serves. */
    GATEWAY_TLS("gateway.networking.k8s.io", "v1", "tlsroutes"),

    /** The same in the version before. */
    GATEWAY_TLS_V1ALPHA3("gateway.networking.k8s.io", "v1alpha3", "tlsroutes"),

    /** The same in the first version. */
    GATEWAY_TLS_V1ALPHA2("gateway.networking.k8s.io", "v1alpha2", "tlsroutes"),

    /** Routes of HTTP requests. */
    GATEWAY_HTTP("gateway.networking.k8s.io", "v1", "httproutes");

    private final String group;
    private final String version;
    private final String resource;

    OptionalApi(String group, String version, String resource) {
        this.group = group;
        this.version = version;
        this.resource = resource;
    }

    public String group() {
        return group;
    }

    public String version() {
        return version;
    }

    /** Plural name of the resource that must be served. */
    public String resource() {
        return resource;
    }

    /** Whether it is about the same objects, if not in the same version. */
    public boolean isVersionOf(OptionalApi other) {
        return group.equals(other.group) && resource.equals(other.resource);
    }
}
