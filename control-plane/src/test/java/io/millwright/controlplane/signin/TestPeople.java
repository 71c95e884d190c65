package io.millwright.controlplane.signin;

import io.millwright.controlplane.TestPlatform;
import io.millwright.controlplane.identity.UserId;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** People who have an account, as the account feature leaves them. */
final class TestPeople {

    static final String PASSWORD = "a right password of tests";

    /** Cheap to check, because a hash carries its own costs. */
    private static final String HASH = new Argon2PasswordEncoder(16, 32, 1, 1024, 1).encode(PASSWORD);

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Somebody with an account of their own. */
    record Somebody(UserId id, String email) {}

    static Somebody verified(TestPlatform platform) {
        int number = NUMBER.incrementAndGet();
        UserId id = new UserId("u-" + "%026d".formatted(number));
        String email = "somebody-" + number + "@example.com";
        platform.bean(JdbcClient.class)
                .sql("""
                    INSERT INTO person (id, email, name, password, created_at, verified_at)
                    VALUES (:id, :email, 'Some Body', :hash, now(), now())
                    """)
                .param("id", id.value())
                .param("email", email)
                .param("hash", HASH)
                .update();
        return new Somebody(id, email);
    }

    static TestBrowser signedIn(TestPlatform platform, Somebody somebody) {
        TestBrowser browser = new TestBrowser(platform.api());
        if (browser.signIn(somebody.email(), PASSWORD).statusCode() != 204) {
            throw new IllegalStateException("the right password was refused");
        }
        return browser;
    }

    static void disable(TestPlatform platform, Somebody somebody) {
        platform.bean(JdbcClient.class)
                .sql("UPDATE person SET disabled_at = now() WHERE id = :id")
                .param("id", somebody.id().value())
                .update();
    }

    private TestPeople() {}
}
