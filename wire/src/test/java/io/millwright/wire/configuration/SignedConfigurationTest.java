package io.millwright.wire.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.wire.configuration.SignedConfiguration.Reading;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedConfigurationTest {

    private static final byte[] PAYLOAD = "{\"v\":1,\"tags\":[]}".getBytes(StandardCharsets.UTF_8);
    private static final KeyPair KEY = key("secp256r1");

    @Test
    void what_was_signed_is_read_back() {
        Reading reading = SignedConfiguration.read(signed(), KEY.getPublic());
        assertThat(reading).isInstanceOfSatisfying(Reading.Verified.class, verified -> {
            assertThat(verified.payload()).isEqualTo(PAYLOAD);
            assertThat(verified.keyId()).isEqualTo("key-1");
        });
    }

    @Test
    void another_key_is_refused() {
        assertThat(SignedConfiguration.read(signed(), key("secp256r1").getPublic()))
                .isInstanceOf(Reading.Refused.class);
    }

    @Test
    void any_changed_character_is_refused() {
        String signed = signed();
        for (int i = 0; i < signed.length(); i++) {
            char other = signed.charAt(i) == 'A' ? 'B' : 'A';
            String changed = signed.substring(0, i) + other + signed.substring(i + 1);
            assertThat(SignedConfiguration.read(changed, KEY.getPublic()))
                    .as("character %d", i)
                    .isInstanceOf(Reading.Refused.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\",\"kid\":\"key-1\",\"typ\":\"millwright-config+jws\"}",
                "{\"alg\":\"HS256\",\"kid\":\"key-1\",\"typ\":\"millwright-config+jws\"}",
                "{\"alg\":\"ES256\",\"kid\":\"key-1\",\"typ\":\"JWT\"}",
                "{\"alg\":\"ES256\",\"kid\":\"key-1\",\"typ\":\"millwright-config+jws\",\"crit\":[\"exp\"]}",
                "{\"alg\":\"ES256\",\"kid\":\"key-1\",\"typ\":\"millwright-config+jws\",\"jwk\":\"x\"}",
                "{\"alg\":\"ES256\",\"alg\":\"ES256\",\"kid\":\"key-1\",\"typ\":\"millwright-config+jws\"}",
                "{\"alg\":\"ES256\",\"typ\":\"millwright-config+jws\"}",
                "[]",
                ""
            })
    void a_header_of_another_kind_is_refused_though_its_signature_is_right(String header) throws Exception {
        assertThat(SignedConfiguration.read(signedWith(header), KEY.getPublic()))
                .isEqualTo(new Reading.Refused("the configuration's header is not that of one signed with ES256"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a.b", "a.b.c", "....", "\u0000.\u0000.\u0000", "e30.e30.e30", "e30=.e30=.e30="})
    void garbage_is_refused_and_throws_nothing(String text) {
        assertThat(SignedConfiguration.read(text, KEY.getPublic())).isInstanceOf(Reading.Refused.class);
    }

    @Test
    void a_text_of_absurd_length_is_refused_unread() {
        assertThat(SignedConfiguration.read("a".repeat(SignedConfiguration.LONGEST + 1), KEY.getPublic()))
                .isEqualTo(new Reading.Refused("the configuration is longer than is accepted"));
    }

    @Test
    void a_key_of_another_curve_signs_nothing() {
        assertThatThrownBy(() -> SignedConfiguration.sign(
                        PAYLOAD, "key-1", key("secp384r1").getPrivate()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String signed() {
        return SignedConfiguration.sign(PAYLOAD, "key-1", KEY.getPrivate());
    }

    private static String signedWith(String header) throws GeneralSecurityException {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String signed =
                encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "." + encoder.encodeToString(PAYLOAD);
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(KEY.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + encoder.encodeToString(signature.sign());
    }

    private static KeyPair key(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
