package io.millwright.controlplane.account;

import io.millwright.controlplane.identity.UserId;

/**
 * Somebody with an account.
 *
 * @param administrator of this whole installation
 * @param verified whether the address is theirs; nobody comes in before
 */
public record Person(UserId id, String email, String name, boolean administrator, boolean verified, boolean disabled) {

    /** Whether this person may come in at all. */
    public boolean open() {
        return verified && !disabled;
    }
}
