package io.millwright.controlplane.rate;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Whom an address stands for: of IPv6 the network of 64 bits, which one customer has whole. */
public final class NetworkAddress {

    private static final int NETWORK_BYTES = 8;

    /** @param literal an address as the container gives it, never a name to be resolved */
    public static String of(String literal) {
        try {
            InetAddress address = InetAddress.ofLiteral(literal);
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                    : literal;
        } catch (IllegalArgumentException e) {
            return literal;
        }
    }

    public static boolean isLoopback(String literalOrName) {
        try {
            return InetAddress.getByName(literalOrName).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private NetworkAddress() {}
}
