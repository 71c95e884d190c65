package io.millwright.edge.config;

import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.configuration.SignedConfiguration;

/** What a configuration's text turned out to be. */
public sealed interface ConfigurationReading {

    /** Signed by the platform, for this device, and as agreed. */
    record Good(Configuration configuration) implements ConfigurationReading {}

    /** Nothing of it is used. The sentence holds nothing of the text. */
    record Refused(String sentence) implements ConfigurationReading {}

    static ConfigurationReading of(String jws, ConfigurationKey key, CertificateIdentity.Device device) {
        return switch (SignedConfiguration.read(jws, key.key())) {
            case SignedConfiguration.Reading.Refused(String sentence) -> new Refused(sentence);
            case SignedConfiguration.Reading.Verified(byte[] payload, String _) -> {
                try {
                    yield new Good(ConfigurationForm.read(payload, device));
                } catch (ConfigurationForm.NotAsAgreed e) {
                    yield new Refused(String.valueOf(e.getMessage()));
                }
            }
        };
    }
}
