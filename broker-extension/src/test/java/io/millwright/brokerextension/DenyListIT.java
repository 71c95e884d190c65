package io.millwright.brokerextension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.wire.DeviceId;
import io.millwright.wire.TenantId;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the broker must still know after a restart. */
class DenyListIT {

    private static final TenantId ACME = new TenantId("acme");
    private static final Revocation CERTIFICATE =
            new Revocation.OfCertificate(ACME, new BigInteger("7fffffffffffffffffffffffffffffffffffffff", 16));
    private static final Revocation DEVICE = new Revocation.OfDevice(ACME, new DeviceId("press-1"));

    @TempDir
    Path directory;

    @Test
    void what_was_denied_is_denied_after_a_restart() throws IOException {
        DenyList list = DenyList.load(directory);
        list.add(CERTIFICATE);
        list.add(DEVICE);

        DenyList again = DenyList.load(directory);

        assertThat(again.contains(CERTIFICATE)).isTrue();
        assertThat(again.contains(DEVICE)).isTrue();
        assertThat(again.contains(new Revocation.OfDevice(new TenantId("beta"), new DeviceId("press-1"))))
                .isFalse();
    }

    @Test
    void what_was_allowed_again_is_allowed_after_a_restart() throws IOException {
        DenyList list = DenyList.load(directory);
        list.add(DEVICE);
        list.remove(DEVICE);

        assertThat(DenyList.load(directory).contains(DEVICE)).isFalse();
    }

    @Test
    void a_file_that_makes_no_sense_is_not_taken_for_an_empty_one() throws IOException {
        Files.writeString(directory.resolve("denied"), "certificate acme\n");

        assertThatThrownBy(() -> DenyList.load(directory)).isInstanceOf(IOException.class);
    }

    @Test
    void a_client_id_stays_its_first_tenants_after_a_restart_and_after_a_torn_write() throws IOException {
        ClientOwners owners = ClientOwners.load(directory);
        assertThat(owners.claim("press-1", ACME)).isTrue();
        Path file = directory.resolve("client-owners");
        Files.writeString(file, Files.readString(file) + "press-2 be");

        ClientOwners again = ClientOwners.load(directory);

        assertThat(again.claim("press-1", new TenantId("beta"))).isFalse();
        assertThat(again.claim("press-2", ACME)).isTrue();
        assertThat(ClientOwners.load(directory).claim("press-2", ACME)).isTrue();
    }
}
