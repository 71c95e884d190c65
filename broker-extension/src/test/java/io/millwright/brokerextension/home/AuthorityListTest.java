package io.millwright.brokerextension.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.wire.TenantId;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityListTest {

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void a_line_is_a_tenant_and_its_authoritys_key(String algorithm) throws Exception {
        PublicKey key = key(algorithm);

        AuthorityList list = AuthorityList.parse("# whose\n\n" + line("acme", key) + "\r\n");

        assertThat(list.keys()).containsOnlyKeys(new TenantId("acme"));
        assertThat(list.keys().get(new TenantId("acme"))).isEqualTo(key);
    }

    @Test
    void an_empty_text_is_a_list_of_nobody() {
        assertThat(AuthorityList.parse("").keys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "acme=", "=", "acme=%%%", "acme=YWJj", "Not A Tenant=YWJj", "*=YWJj"})
    void a_line_that_is_none_makes_the_whole_text_unusable(String wrong) throws Exception {
        String text = line("beta", key("EC")) + "\n" + wrong;

        assertThatThrownBy(() -> AuthorityList.parse(text))
                .isInstanceOf(InvalidBrokerSetup.class)
                .hasMessageStartingWith("line 2 ");
    }

    @Test
    void two_lines_of_one_tenant_are_refused() throws Exception {
        String text = line("acme", key("EC")) + "\n" + line("acme", key("EC"));

        assertThatThrownBy(() -> AuthorityList.parse(text))
                .isInstanceOf(InvalidBrokerSetup.class)
                .hasMessageContaining("two lines");
    }

    private static String line(String tenant, PublicKey key) {
        return tenant + "=" + Base64.getEncoder().encodeToString(key.getEncoded());
    }

    private static PublicKey key(String algorithm) throws NoSuchAlgorithmException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic();
    }
}
