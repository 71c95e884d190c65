package io.millwright.controlplane.enrollment;

import io.millwright.wire.DeviceId;
import java.security.SecureRandom;

/** Names for new devices: the fleet's, and 50 random bits, because ids are unique over the platform and for ever. */
final class DeviceIds {

    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 10;

    static DeviceId random(String fleet, SecureRandom random) {
        StringBuilder id = new StringBuilder(fleet).append('-');
        for (int i = 0; i < LENGTH; i++) {
            id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return new DeviceId(id.toString());
    }

    private DeviceIds() {}
}
