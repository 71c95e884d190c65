package io.millwright.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.edge.fixture.TestPlatform;
import io.millwright.edge.state.StateDirectory;
import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.DeviceId;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationsIT {

    private final TestPlatform platform = new TestPlatform();

    @TempDir
    Path directory;

    private Configurations configurations() {
        return new Configurations(
                new StateDirectory(directory),
                new ConfigurationKey(platform.configuration.certificate().getPublicKey()),
                new CertificateIdentity.Device(
                        new TenantId(TestPlatform.TENANT),
                        new SiteId(TestPlatform.SITE),
                        new DeviceId(TestPlatform.DEVICE)));
    }

    private String version(long version) {
        return platform.sign(TestPlatform.payload(version));
    }

    @Test
    void the_version_grows_over_restarts_too() throws Exception {
        assertThat(configurations().offer(version(5))).isInstanceOf(Configurations.Offer.Accepted.class);

        Configurations restarted = configurations();
        assertThat(restarted.load())
                .hasValueSatisfying(known -> assertThat(known.version()).isEqualTo(5));

        assertThat(restarted.offer(version(4))).isInstanceOf(Configurations.Offer.Refused.class);
        assertThat(restarted.offer(version(5))).isInstanceOf(Configurations.Offer.Known.class);
        assertThat(restarted.offer(platform.sign(TestPlatform.payload(5).put("configuration", "other"))))
                .isInstanceOf(Configurations.Offer.Refused.class);
        assertThat(restarted.offer(version(6))).isInstanceOf(Configurations.Offer.Accepted.class);
    }

    @Test
    void what_does_not_verify_on_disk_is_not_put_in_force() throws Exception {
        Files.writeString(directory.resolve("configuration.jws"), new TestPlatform().sign(TestPlatform.payload(9)));

        Configurations configurations = configurations();

        assertThat(configurations.load()).isEmpty();
        assertThat(configurations.offer(version(1))).isInstanceOf(Configurations.Offer.Accepted.class);
    }
}
