package io.millwright.controlplane.account;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long links live and how often somebody may ask; rates are counted by each process alone.
 *
 * @param signUpLife of the link that verifies an address
 * @param resetLife of the link that lets choose a new password
 * @param invitationLife of the link into a tenant
 * @param mostTenants that live and that one person made themselves
 * @param attemptsPerMinute of one network address at sign-up, reset and links
 * @param mailsPerHour to one address that strangers ask for; more are not sent, and nobody is told
 * @param invitationsPerHour of one tenant, those sent again included
 */
@ConfigurationProperties("millwright.control-plane.accounts")
public record AccountSettings(
        @DefaultValue("24h") Duration signUpLife,
        @DefaultValue("1h") Duration resetLife,
        @DefaultValue("7d") Duration invitationLife,
        @DefaultValue("3") int mostTenants,
        @DefaultValue("30") int attemptsPerMinute,
        @DefaultValue("5") int mailsPerHour,
        @DefaultValue("60") int invitationsPerHour) {

    public AccountSettings {
        boolean positive = signUpLife.isPositive() && resetLife.isPositive() && invitationLife.isPositive();
        if (!positive || mostTenants < 1 || attemptsPerMinute < 1 || mailsPerHour < 1 || invitationsPerHour < 1) {
            throw new IllegalArgumentException(
                    "millwright.control-plane.accounts: lives are positive and rates at least 1");
        }
    }
}
