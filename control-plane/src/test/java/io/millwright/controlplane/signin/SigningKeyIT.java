package io.millwright.controlplane.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.millwright.controlplane.TestPlatform;
import io.millwright.controlplane.pki.Pem;
import io.millwright.controlplane.signin.TestBrowser.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** On a platform of its own, because it exchanges the keys that everybody signs with. */
class SigningKeyIT {

    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = new TestPlatform(List.of());
    }

    @AfterAll
    static void stop() throws IOException {
        platform.close();
    }

    @Test
    void keys_are_exchanged_without_signing_anybody_out() throws Exception {
        TestBrowser browser = TestPeople.signedIn(platform, TestPeople.verified(platform));
        Tokens before = browser.tokens();
        String first = secret().getData().keySet().iterator().next();

        put("99990101T000000Z.pem", key("secp256r1"));
        Tokens between = browser.refresh(before.refresh());

        assertThat(served(browser).getKeys()).hasSize(2);
        assertThat(keyId(between)).isNotEqualTo(keyId(before));
        assertThat(opens(before)).isTrue();
        assertThat(opens(between)).isTrue();

        change(secret -> new SecretBuilder(secret).removeFromData(first).build());

        assertThat(served(browser).getKeys()).hasSize(1);
        assertThat(opens(before)).isFalse();
        assertThat(opens(between)).isTrue();
        assertThat(browser.refresh(between.refresh()).status()).isEqualTo(200);

        put("broken.pem", "no key");
        put("zz-other-curve.pem", key("secp384r1"));
        put("zz-notes.txt", "no key either");
        assertThat(served(browser).getKeys()).hasSize(1);

        try (ConfigurableApplicationContext other =
                platform.start(List.of("millwright.control-plane.origin=" + platform.api()))) {
            assertThat(other.getBean(AccessTokens.class).callerOf(between.access()))
                    .isPresent();
        }
    }

    private static void put(String name, String text) {
        change(secret -> new SecretBuilder(secret)
                .addToData(name, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)))
                .build());
    }

    private static void change(UnaryOperator<Secret> change) {
        platform.kubernetes()
                .secrets()
                .inNamespace("millwright-pki")
                .withName(SigningKeys.SECRET)
                .edit(change);
        platform.bean(SigningKeys.class).look();
    }

    private static Secret secret() {
        return platform.kubernetes()
                .secrets()
                .inNamespace("millwright-pki")
                .withName(SigningKeys.SECRET)
                .get();
    }

    private static JWKSet served(TestBrowser browser) throws java.text.ParseException {
        return JWKSet.parse(browser.get("/oauth2/jwks").body());
    }

    private static String keyId(Tokens tokens) throws java.text.ParseException {
        return SignedJWT.parse(tokens.access()).getHeader().getKeyID();
    }

    private static boolean opens(Tokens tokens) {
        return platform.bean(AccessTokens.class).callerOf(tokens.access()).isPresent();
    }

    private static String key(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return Pem.encode(generator.generateKeyPair().getPrivate());
    }
}
