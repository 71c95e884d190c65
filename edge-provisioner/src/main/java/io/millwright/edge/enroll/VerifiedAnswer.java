package io.millwright.edge.enroll;

import io.millwright.edge.config.ConfigurationKey;
import io.millwright.edge.config.ConfigurationReading;
import io.millwright.edge.state.Json;
import io.millwright.edge.trust.Chains;
import io.millwright.edge.trust.Credentials;
import io.millwright.edge.trust.Fingerprint;
import io.millwright.edge.trust.Pem;
import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.DeviceTopic;
import io.millwright.wire.TopicKind;
import io.millwright.wire.enrollment.EnrollmentResponse;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The platform's answer to an enrollment, believed only after everything in it was found to fit together and to us. */
record VerifiedAnswer(EnrollmentResponse response, Credentials credentials, URI broker) {

    /**
     * Verifies it all.
     *
     * @param pin what the root's fingerprint must be, if one was given
     * @throws GeneralSecurityException with one sentence that says what does not fit
     */
    static VerifiedAnswer of(byte[] body, PrivateKey key, @Nullable Fingerprint pin, Clock clock)
            throws GeneralSecurityException {
        EnrollmentResponse response = read(body);
        List<X509Certificate> chain = Pem.certificates(response.certificateChain());
        X509Certificate root = chain.getLast();
        if (pin != null && !Fingerprint.of(root).equals(pin)) {
            throw new GeneralSecurityException("the device's certificate does not come from the pinned root");
        }
        if (!Pem.certificates(response.broker().caCertificate()).getFirst().equals(root)) {
            throw new GeneralSecurityException("the broker's authority is not the root of the device's certificate");
        }
        Chains.verify(chain, root, Date.from(clock.instant()));
        Credentials credentials = Credentials.of(key, chain);
        CertificateIdentity.Device device = credentials.identity();
        if (!device.device().value().equals(response.deviceId())
                || !response.broker().clientId().equals(response.deviceId())) {
            throw new GeneralSecurityException("the certificate is for another device than the answer says");
        }
        if (!response.broker().topicRoot().equals(topicRoot(device))) {
            throw new GeneralSecurityException("the topics are not those of the certificate");
        }
        ConfigurationKey configurationKey = ConfigurationKey.of(response.configurationKey(), chain, device.tenant());
        if (ConfigurationReading.of(response.configuration(), configurationKey, device)
                instanceof ConfigurationReading.Refused(String sentence)) {
            throw new GeneralSecurityException(sentence);
        }
        return new VerifiedAnswer(
                response, credentials, broker(response.broker().url()));
    }

    private static EnrollmentResponse read(byte[] body) throws GeneralSecurityException {
        ObjectNode json =
                Json.read(body).orElseThrow(() -> new GeneralSecurityException("the answer is not a JSON object"));
        JsonNode broker = json.path("broker");
        return new EnrollmentResponse(
                text(json, "deviceId"),
                text(json, "certificateChain"),
                new EnrollmentResponse.Broker(
                        text(broker, "url"),
                        text(broker, "clientId"),
                        text(broker, "topicRoot"),
                        text(broker, "caCertificate")),
                text(json, "configuration"),
                text(json, "configurationKey"));
    }

    private static String text(JsonNode json, String name) throws GeneralSecurityException {
        return Json.text(json, name).orElseThrow(() -> new GeneralSecurityException("the answer has no " + name));
    }

    private static String topicRoot(CertificateIdentity.Device device) {
        String state = new DeviceTopic(device.tenant(), device.site(), device.device(), TopicKind.STATE).name();
        return state.substring(0, state.length() - "state".length());
    }

    private static URI broker(String url) throws GeneralSecurityException {
        try {
            URI uri = URI.create(url);
            if ("mqtts".equals(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("the broker's address is none", e);
        }
        throw new GeneralSecurityException("the broker's address is not mqtts://host:port");
    }
}
