package io.millwright.controlplane.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a password costs to hash, and how much of the machine that may take.
 *
 * @param atOnce hashes at the same time
 * @param waiting more that wait for one of these; whoever comes then is told to come again
 * @param memoryKib of one Argon2id hash; the default and the next are OWASP's first choice for 19 MiB
 * @param iterations over that memory
 */
@ConfigurationProperties("millwright.control-plane.passwords")
public record PasswordSettings(
        @DefaultValue("1") int atOnce,
        @DefaultValue("16") int waiting,
        @DefaultValue("19456") int memoryKib,
        @DefaultValue("2") int iterations) {

    public PasswordSettings {
        if (atOnce < 1 || waiting < 1 || memoryKib < 1024 || iterations < 1) {
            throw new IllegalArgumentException(
                    "millwright.control-plane.passwords: at least 1 at once, 1 waiting, 1024 KiB and 1 iteration");
        }
    }
}
