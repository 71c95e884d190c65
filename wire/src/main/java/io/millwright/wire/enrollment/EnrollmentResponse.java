package io.millwright.wire.enrollment;

/**
 * Body of the 201 that answers {@code POST /enroll}; the same code with the same public key gets the same again.
 *
 * @param certificateChain the device's certificate, then its issuers up to the root, in PEM
 * @param configuration the device's first configuration as a compact JWS (ES256)
 * @param configurationKey certificate of the key that signs configurations, in PEM, issued by the tenant's CA
 */
public record EnrollmentResponse(
        String deviceId, String certificateChain, Broker broker, String configuration, String configurationKey) {

    /**
     * Where the device publishes.
     *
     * @param url {@code mqtts://host:port}
     * @param clientId the device's id
     * @param topicRoot {@code mw/v1/<tenant>/<site>/<device>/}
     * @param caCertificate what the broker's certificate must chain to, in PEM
     */
    public record Broker(String url, String clientId, String topicRoot, String caCertificate) {}
}
