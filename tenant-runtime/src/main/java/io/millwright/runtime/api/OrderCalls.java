package io.millwright.runtime.api;

import static io.millwright.runtime.api.RefusedException.invalid;

import io.millwright.runtime.broker.BrokerConnection;
import io.millwright.runtime.device.DeviceQuery;
import io.millwright.wire.DeviceId;
import io.millwright.wire.DeviceTopic;
import io.millwright.wire.SiteId;
import io.millwright.wire.TopicKind;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is done to devices over the tenant's broker: configuration, commands, revocation. Each waits for the broker's word. */
final class OrderCalls {

    private static final Logger LOG = LoggerFactory.getLogger(OrderCalls.class);

    /** Longer than the broker gives itself for a denial. */
    private static final int PATIENCE_SECONDS = 12;

    private static final int NO_CONTENT = 204;

    private static final int ACCEPTED = 202;

    private static final long LONGEST_TTL = TimeUnit.DAYS.toMillis(7);

    private static final Pattern COMPACT_JWS = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    /** A serial number has at most 20 bytes. */
    private static final Pattern SERIAL = Pattern.compile("[0-9a-fA-F]{1,40}");

    private static final Pattern COMMAND_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Clock clock;

    OrderCalls(Clock clock) {
        this.clock = clock;
    }

    /** The text is the control plane's to sign and the agent's to check; here it only has to be of that form. */
    Answer configuration(Call call) {
        String device = call.device();
        String site = site(call.parameters().required("site"));
        String jws = new String(call.body(), StandardCharsets.ISO_8859_1);
        if (!COMPACT_JWS.matcher(jws).matches()) {
            throw invalid("The body must be a compact JWS.");
        }
        confirmed(
                call.tenant(),
                call.tenant().connection().publish(topic(call, site, device, TopicKind.CONFIG), call.body(), 1, true));
        return new Answer.Done(NO_CONTENT);
    }

    Answer command(Call call) {
        String device = call.device();
        ObjectNode command = command(call.body());
        String key =
                call.header().apply("Idempotency-Key").orElse(command.get("id").stringValue());
        if (!COMMAND_ID.matcher(key).matches()) {
            throw invalid("Idempotency-Key must be 1 to 128 letters, digits and . _ : -");
        }
        String site = call.tenant()
                .reader()
                .read(historian -> DeviceQuery.site(historian, device))
                .orElseThrow(RefusedException::absent);
        BrokerConnection broker = call.tenant().connection();
        String mine = device + " " + key;
        switch (call.tenant().commands().claim(mine, Arrays.hashCode(call.body()))) {
            case REPEATED -> {
                return new Answer.Done(ACCEPTED);
            }
            case CONTRADICTING ->
                throw new RefusedException(ProblemType.CONFLICT, "This Idempotency-Key stands for another command.");
            case NEW -> {
                command.put("ts", clock.millis());
                try {
                    confirmed(
                            call.tenant(),
                            broker.publish(
                                    topic(call, site, device, TopicKind.COMMAND),
                                    JSON.writeValueAsBytes(command),
                                    1,
                                    false));
                } catch (RefusedException e) {
                    call.tenant().commands().forget(mine);
                    throw e;
                }
            }
        }
        return new Answer.Done(ACCEPTED);
    }

    Answer revocation(Call call) {
        String serial = call.names().getFirst();
        if (!SERIAL.matcher(serial).matches()) {
            throw invalid("A serial number is 1 to 40 hexadecimal digits.");
        }
        BigInteger number = new BigInteger(serial.toLowerCase(Locale.ROOT), 16);
        confirmed(call.tenant(), call.tenant().administration().deny(number));
        LOG.atInfo()
                .addKeyValue("tenant", call.tenant().id())
                .addKeyValue("serial", number.toString(16))
                .addKeyValue("reason", "Revoked")
                .log("the broker denies a certificate");
        return new Answer.Done(NO_CONTENT);
    }

    private static ObjectNode command(byte[] body) {
        JsonNode document;
        try {
            document = JSON.readTree(body);
        } catch (JacksonException e) {
            throw invalid("The body must be one JSON object.");
        }
        if (!(document instanceof ObjectNode given)) {
            throw invalid("The body must be one JSON object.");
        }
        JsonNode id = given.path("id");
        if (!id.isString() || !COMMAND_ID.matcher(id.stringValue()).matches()) {
            throw invalid("id must be 1 to 128 letters, digits and . _ : -");
        }
        JsonNode ttl = given.path("ttlMs");
        if (!ttl.isIntegralNumber()
                || !ttl.canConvertToLong()
                || ttl.longValue() < 1
                || ttl.longValue() > LONGEST_TTL) {
            throw invalid("ttlMs must be a whole number from 1 to " + LONGEST_TTL + ".");
        }
        if (!given.has("body")) {
            throw invalid("body is missing.");
        }
        ObjectNode command = JSON.createObjectNode();
        command.set("id", id);
        command.set("ttlMs", ttl);
        command.set("body", given.get("body"));
        return command;
    }

    private static String topic(Call call, String site, String device, TopicKind kind) {
        return new DeviceTopic(call.tenant().id(), new SiteId(site), new DeviceId(device), kind).name();
    }

    private static String site(String text) {
        try {
            return new SiteId(text).value();
        } catch (IllegalArgumentException e) {
            throw invalid("site must be the name of a site.");
        }
    }

    /** Returns when the broker has acknowledged. */
    private static void confirmed(ApiTenant tenant, CompletionStage<Void> publish) {
        try {
            publish.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.atWarn()
                    .addKeyValue("tenant", tenant.id())
                    .addKeyValue("reason", "NotPublished")
                    .addKeyValue("cause", String.valueOf(e.getCause() == null ? e : e.getCause()))
                    .log("the broker did not confirm");
            throw new RefusedException(ProblemType.UNAVAILABLE, "The tenant's broker did not confirm it; ask again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(ProblemType.UNAVAILABLE, "The runtime is stopping.");
        }
    }
}
