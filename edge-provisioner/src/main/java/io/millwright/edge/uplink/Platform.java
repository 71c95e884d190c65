package io.millwright.edge.uplink;

import io.millwright.edge.config.Configuration;
import io.millwright.edge.trust.Credentials;
import java.util.Optional;

/** What the uplink needs of the agent around it; called on the uplink's thread. */
public interface Platform {

    /** The key and certificate of now; asked before each connection. */
    Credentials credentials();

    Optional<Configuration> configuration();

    /** The body of the ack for the configuration in force; empty if there is none. */
    Optional<byte[]> acknowledgement();

    /** Judges a configuration and puts it in force if it is good; returns the ack's body. */
    byte[] offer(byte[] jws);

    /** Carries out a command or refuses it; returns the ack's body, empty if it is none that could be answered. */
    Optional<byte[]> command(byte[] body);
}
