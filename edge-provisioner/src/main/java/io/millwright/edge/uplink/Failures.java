package io.millwright.edge.uplink;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import io.millwright.edge.trust.PlatformTrust;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Says what a failed connection failed of. */
final class Failures {

    private static final int DEEPEST = 12;

    static String sentence(Throwable failure) {
        Throwable cause = failure;
        String said = "the connection to the broker failed";
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            switch (cause) {
                case PlatformTrust.UntrustedServer untrusted -> {
                    return String.valueOf(untrusted.getMessage());
                }
                case Mqtt5ConnAckException refused ->
                    said = "the broker refused the connection: "
                            + words(refused.getMqttMessage().getReasonCode());
                case Mqtt5DisconnectException ended ->
                    said = "the broker ended the connection: "
                            + words(ended.getMqttMessage().getReasonCode());
                case UnknownHostException _ -> said = "the broker's name is not known";
                case ConnectException _ -> said = "nobody listens at the broker's address";
                case SSLException tls -> said = "TLS with the broker failed: " + tls.getMessage();
                default -> {}
            }
            cause = cause.getCause();
        }
        return said;
    }

    private static String words(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private Failures() {}
}
