package io.millwright.brokerextension;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.brokerextension.home.BrokerMounts;
import io.millwright.wire.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of authorities as it comes, changes and goes. */
class AuthoritiesIT {

    private static final TenantId TENANT = new TenantId("acme");
    private static final TestPki PKI = TestPki.create();
    private static final TestIdentity FORMER = PKI.tenant("acme");
    private static final TestIdentity ACME = PKI.tenant("acme");
    private static final TestIdentity PRESS = TestPki.device(ACME, "acme", "bremen", "press-1");
    private static final Vouching BY_ACME = new Vouching.By(ACME.certificate().getPublicKey());

    private final BrokerMounts mounts;

    AuthoritiesIT(@TempDir Path directory) {
        mounts = TestMounts.write(directory, "*", "in-memory", PKI.server("pool"), PKI.root());
    }

    @Test
    void without_a_file_nobody_counts() {
        assertThat(vouch(Authorities.of(mounts.authorities()))).isEqualTo(refused(Refusal.NO_AUTHORITIES));
    }

    @Test
    void an_unusable_first_file_is_as_none() {
        TestMounts.list(mounts, TestMounts.line("acme", ACME), "beta=nonsense\n");

        assertThat(vouch(Authorities.of(mounts.authorities()))).isEqualTo(refused(Refusal.NO_AUTHORITIES));
    }

    @Test
    void a_file_that_becomes_unusable_or_goes_leaves_the_last_valid_one_in_force() throws IOException {
        TestMounts.list(mounts, TestMounts.line("acme", ACME));
        Authorities authorities = Authorities.of(mounts.authorities());

        TestMounts.list(mounts, TestMounts.line("acme", FORMER), "beta=nonsense\n");
        authorities.refresh();
        assertThat(vouch(authorities)).isEqualTo(BY_ACME);

        Files.delete(mounts.authorities());
        authorities.refresh();
        assertThat(vouch(authorities)).isEqualTo(BY_ACME);

        TestMounts.list(mounts, TestMounts.line("acme", FORMER));
        authorities.refresh();
        assertThat(vouch(authorities)).isEqualTo(refused(Refusal.FORMER_AUTHORITY));
    }

    @Test
    void an_empty_file_is_a_list_of_nobody() {
        TestMounts.list(mounts);

        assertThat(vouch(Authorities.of(mounts.authorities()))).isEqualTo(refused(Refusal.UNLISTED_TENANT));
    }

    @Test
    void a_link_that_is_swapped_is_a_changed_file() throws IOException {
        Path former = Files.writeString(mounts.configuration().resolve("one"), TestMounts.line("acme", FORMER));
        Path present = Files.writeString(mounts.configuration().resolve("two"), TestMounts.line("acme", ACME));
        Files.createSymbolicLink(mounts.authorities(), former);
        Authorities authorities = Authorities.of(mounts.authorities());

        Files.delete(mounts.authorities());
        Files.createSymbolicLink(mounts.authorities(), present);
        authorities.refresh();

        assertThat(vouch(authorities)).isEqualTo(BY_ACME);
    }

    private static Vouching vouch(Authorities authorities) {
        return authorities.vouch(TENANT, PRESS.certificate());
    }

    private static Vouching refused(Refusal reason) {
        return new Vouching.Refused(reason);
    }
}
