package io.millwright.operator.plan;

import org.jspecify.annotations.Nullable;

/**
 * Keys and passwords of one tenant. What is null could not be found or made now: objects that need it are left as they are
 * and a condition says why.
 *
 * @param authority fingerprint of the tenant's CA certificate, remembered so that a lost CA is noticed
 * @param runtimeIdentity what the tenant's runtime shows to brokers
 * @param runtimeTls what a runtime of the tenant's own shows to the control plane
 * @param brokerClient what a broker that asks the runtime shows to it
 * @param brokerCredentials secrets of a broker with a REST API
 * @param authorityKey public key of the tenant's CA, SubjectPublicKeyInfo in base64: what its broker accepts
 * @param grafana what a Grafana of the tenant's own keeps to itself
 */
public record Material(
        @Nullable String authority,
        @Nullable String authorityKey,
        @Nullable TlsMaterial brokerTls,
        @Nullable TlsMaterial brokerClient,
        @Nullable BrokerCredentials brokerCredentials,
        @Nullable TlsMaterial runtimeIdentity,
        @Nullable TlsMaterial runtimeTls,
        @Nullable Credentials historianAdministrator,
        @Nullable DatabaseCredentials database,
        @Nullable GrafanaSecrets grafana) {

    public static final Material NONE = new Material(null, null, null, null, null, null, null, null, null, null);
}
