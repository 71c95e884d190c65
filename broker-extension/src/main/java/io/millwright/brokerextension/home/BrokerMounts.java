package io.millwright.brokerextension.home;

import java.nio.file.Path;

/**
 * Where a broker's volumes lie: {@code tls} holds {@code tls.crt}, {@code tls.key} and {@code ca.crt}, {@code
 * configuration} holds {@code broker.properties} and {@code authorities.properties}, {@code data} is the broker's own and outlives it.
 */
public record BrokerMounts(Path tls, Path configuration, Path data) {

    /** The mounts of the broker's container image. */
    public static BrokerMounts ofHome(Path home) {
        return new BrokerMounts(home.resolve("tls"), home.resolve("conf/millwright"), home.resolve("data"));
    }

    public Path certificate() {
        return tls.resolve("tls.crt");
    }

    public Path privateKey() {
        return tls.resolve("tls.key");
    }

    /** The certificates that clients must chain to: a tenant's CA for its own broker, the device root for a pool. */
    public Path clientAuthorities() {
        return tls.resolve("ca.crt");
    }

    public Path properties() {
        return configuration.resolve("broker.properties");
    }

    /** Whose certificates count, see {@link AuthorityList}; it changes while the broker runs. */
    public Path authorities() {
        return configuration.resolve("authorities.properties");
    }

    /** What the extension keeps between starts: deny list and owners of client ids. */
    public Path extensionData() {
        return data.resolve("millwright");
    }
}
