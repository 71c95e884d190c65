package io.millwright.controlplane.mail;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How letters go out; with neither they wait in the database for a week.
 *
 * @param smtp the server that takes them
 * @param outbox without a server: a directory that gets one {@code .eml} file for each
 */
@ConfigurationProperties("millwright.control-plane.mail")
record MailSettings(@Nullable Smtp smtp, @Nullable Path outbox) {

    /** What protects the connection: nothing, an upgrade that is insisted on, or TLS from the first byte. */
    enum Tls {
        NONE,
        STARTTLS,
        IMPLICIT
    }

    /**
     * A server for outgoing mail.
     *
     * @param username empty for a server that asks for none
     * @param from the sender that people see
     */
    record Smtp(
            String host,
            @DefaultValue("587") int port,
            @DefaultValue("") String username,
            @DefaultValue("") String password,
            @DefaultValue("starttls") Tls tls,
            @DefaultValue(Envelope.LOCAL_SENDER) String from) {

        Smtp {
            if (host.isBlank() || port < 1 || port > 65_535) {
                throw new IllegalArgumentException(
                        "millwright.control-plane.mail.smtp needs a host, and a port from 1 to 65535");
            }
        }

        @Override
        public String toString() {
            return "Smtp[" + host + ":" + port + "]";
        }
    }
}
