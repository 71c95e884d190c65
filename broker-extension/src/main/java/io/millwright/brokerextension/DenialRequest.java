package io.millwright.brokerextension;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.hivemq.extension.sdk.api.async.Async;
import com.hivemq.extension.sdk.api.async.TimeoutFallback;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundOutput;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import io.millwright.wire.TenantId;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A denial that a tenant's runtime asks for on {@code mw/v1/<tenant>/service/deny}. The answer comes when the denial is on
 * disk and the connections it ends are gone, and says which of the two it was; nobody ever receives the message.
 */
final class DenialRequest {

    private static final Logger LOG = LoggerFactory.getLogger(DenialRequest.class);

    /** Ending a connection takes milliseconds; a broker that cannot says so, and the runtime asks again. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A serial number has at most 20 bytes. */
    private static final Pattern DOCUMENT =
            Pattern.compile("\\s{0,9}\\{\\s{0,9}\"serial\"\\s{0,9}:\\s{0,9}\"([0-9a-f]{1,40})\"\\s{0,9}}\\s{0,9}");

    private static final int LONGEST = 128;

    static void handle(
            TenantId tenant, Optional<ByteBuffer> payload, BrokerControl control, PublishInboundOutput output) {
        Optional<BigInteger> serial = payload.flatMap(DenialRequest::serial);
        if (serial.isEmpty()) {
            output.preventPublishDelivery(AckReasonCode.PAYLOAD_FORMAT_INVALID, "a serial number in hexadecimal");
            return;
        }
        Async<PublishInboundOutput> answer =
                output.async(PATIENCE, TimeoutFallback.FAILURE, AckReasonCode.UNSPECIFIED_ERROR, "still connected");
        try {
            control.deny(new Revocation.OfCertificate(tenant, serial.get())).whenComplete((ended, failure) -> {
                if (failure == null) {
                    LOG.info(
                            "Denied: tenant={} serial={} disconnected={}",
                            tenant,
                            serial.get().toString(16),
                            ended);
                    output.preventPublishDelivery(AckReasonCode.SUCCESS);
                } else {
                    LOG.error("A denial could not end its connections: tenant={}", tenant, failure);
                    output.preventPublishDelivery(AckReasonCode.UNSPECIFIED_ERROR, "still connected");
                }
                answer.resume();
            });
        } catch (UncheckedIOException e) {
            LOG.error("A denial could not be kept: tenant={}", tenant, e);
            output.preventPublishDelivery(AckReasonCode.UNSPECIFIED_ERROR, "not kept");
            answer.resume();
        }
    }

    /** {@code {"serial":"<hexadecimal, lower case>"}} and nothing else. */
    static Optional<BigInteger> serial(ByteBuffer payload) {
        if (payload.remaining() > LONGEST) {
            return Optional.empty();
        }
        Matcher document = DOCUMENT.matcher(ISO_8859_1.decode(payload.duplicate()));
        return document.matches() ? Optional.of(new BigInteger(document.group(1), 16)) : Optional.empty();
    }

    private DenialRequest() {}
}
