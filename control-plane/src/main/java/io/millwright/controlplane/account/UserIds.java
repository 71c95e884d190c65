package io.millwright.controlplane.account;

import io.millwright.controlplane.identity.UserId;
import java.security.SecureRandom;

/** Makes ids of people: 130 random bits, so that none is ever met twice. */
final class UserIds {

    private static final char[] CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int LENGTH = 26;
    private static final SecureRandom RANDOM = new SecureRandom();

    static UserId fresh() {
        StringBuilder id = new StringBuilder("u-");
        for (int i = 0; i < LENGTH; i++) {
            id.append(CROCKFORD[RANDOM.nextInt(CROCKFORD.length)]);
        }
        return new UserId(id.toString());
    }

    private UserIds() {}
}
