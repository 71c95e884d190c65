package io.millwright.controlplane.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.signin.TestBrowser.Tokens;
import io.millwright.controlplane.signin.TestPeople.Somebody;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SignInLogIT extends ControlPlaneIT {

    @Test
    void nothing_that_opens_anything_is_in_the_log(CapturedOutput log) {
        Somebody somebody = TestPeople.verified(platform());
        TestBrowser browser = TestPeople.signedIn(platform(), somebody);
        String cookie = browser.cookie("mw_session").orElseThrow();
        String known = browser.cookie("mw_browser").orElseThrow();
        browser.signIn(somebody.email(), "a wrong password of this test");
        String code = browser.code();
        Tokens first = browser.exchange(code);
        Tokens second = browser.refresh(first.refresh());
        browser.refresh(first.refresh());
        browser.exchange(code);
        browser.form("/oauth2/revoke", Map.of(), "client_id", "portal", "token", second.refresh());
        browser.get("/userinfo", "Authorization", "Bearer " + second.access());
        browser.signOut();

        assertThat(log.getAll())
                .contains("somebody signed in", "a spent refresh token came again")
                .doesNotContain(
                        TestPeople.PASSWORD,
                        "a wrong password of this test",
                        somebody.email(),
                        cookie,
                        known,
                        code,
                        first.access(),
                        first.refresh(),
                        second.access(),
                        second.refresh(),
                        TestBrowser.VERIFIER);
    }
}
