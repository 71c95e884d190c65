package io.millwright.controlplane.identity;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who runs this installation.
 *
 * @param apiKeySha256 SHA-256 of the administrator's API key in hex; without it there is no administrator
 */
@ConfigurationProperties("millwright.control-plane.admin")
public record AdministratorSettings(@Nullable String apiKeySha256) {

    public AdministratorSettings {
        if (apiKeySha256 != null) {
            boolean digest = apiKeySha256.length() == 64 && apiKeySha256.chars().allMatch(HexFormat::isHexDigit);
            if (!digest) {
                throw new IllegalArgumentException(
                        "millwright.control-plane.admin.api-key-sha256 is a SHA-256 digest: 64 hexadecimal digits");
            }
        }
    }

    @Override
    public String toString() {
        return "AdministratorSettings[" + (apiKeySha256 == null ? "none" : "set") + "]";
    }
}
