package io.millwright.controlplane.signin;

import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long somebody stays in, and how often a password may be tried. Rates are counted by this process alone, so with
 * several of them they are as many times more.
 *
 * @param sessionIdle after which a session that was not used is over
 * @param sessionLife after which it is over whether or not it was used
 * @param code how long an authorization code waits to be exchanged
 * @param accessToken how long an access token is good
 * @param refreshIdle how long a refresh token waits to be used
 * @param triesOfAddress wrong passwords a minute from one address
 * @param triesOfAccount wrong passwords for one account in {@code triesWindow}, wherever they come from
 * @param triesWindow in which the tries of an account grow again
 */
@ConfigurationProperties("millwright.control-plane.sign-in")
public record SignInSettings(
        @DefaultValue("12h") Duration sessionIdle,
        @DefaultValue("7d") Duration sessionLife,
        @DefaultValue("1m") Duration code,
        @DefaultValue("15m") Duration accessToken,
        @DefaultValue("8h") Duration refreshIdle,
        @DefaultValue("30") int triesOfAddress,
        @DefaultValue("10") int triesOfAccount,
        @DefaultValue("15m") Duration triesWindow) {

    public SignInSettings {
        boolean positive = Stream.of(sessionIdle, sessionLife, code, accessToken, refreshIdle, triesWindow)
                .allMatch(Duration::isPositive);
        if (!positive || triesOfAddress < 1 || triesOfAccount < 1) {
            throw new IllegalArgumentException(
                    "millwright.control-plane.sign-in: every time is above zero and every rate at least 1");
        }
    }
}
