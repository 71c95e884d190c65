package io.millwright.edge.state;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code device.json}: what enrollment settled. Who the device is stands in its certificate; tenant and site here are for
 * people who look into the file.
 *
 * @param origin where it enrolled and renews
 * @param caFingerprint the pin it was given; null where the system's trust store vouched for the origin
 * @param root the certificate that brokers and the origin are verified against, in PEM
 * @param configurationKey certificate of the key that signs configurations, in PEM
 */
public record DeviceRecord(
        String deviceId,
        String tenant,
        String site,
        URI origin,
        @Nullable String caFingerprint,
        URI broker,
        String root,
        String configurationKey,
        String serial,
        String model,
        String enrolledAt) {

    private static final int FORM = 1;

    /** Empty if the device is not enrolled. */
    public static Optional<DeviceRecord> read(StateDirectory state) throws IOException {
        try {
            return Optional.of(of(Files.readAllBytes(state.device())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static DeviceRecord of(byte[] bytes) throws IOException {
        ObjectNode json = Json.read(bytes).orElseThrow(() -> new IOException("device.json is not a JSON object"));
        return new DeviceRecord(
                member(json, "deviceId"),
                member(json, "tenant"),
                member(json, "site"),
                URI.create(member(json, "origin")),
                Json.text(json, "caFingerprint").orElse(null),
                URI.create(member(json, "broker")),
                member(json, "root"),
                member(json, "configurationKey"),
                member(json, "serial"),
                member(json, "model"),
                member(json, "enrolledAt"));
    }

    private static String member(ObjectNode json, String name) throws IOException {
        return Json.text(json, name).orElseThrow(() -> new IOException("device.json has no " + name));
    }

    /** Writes the record; from then on the device is enrolled. */
    public void write(StateDirectory state) throws IOException {
        ObjectNode json = Json.object();
        json.put("form", FORM);
        json.put("deviceId", deviceId);
        json.put("tenant", tenant);
        json.put("site", site);
        json.put("origin", origin.toString());
        if (caFingerprint != null) {
            json.put("caFingerprint", caFingerprint);
        }
        json.put("broker", broker.toString());
        json.put("root", root);
        json.put("configurationKey", configurationKey);
        json.put("serial", serial);
        json.put("model", model);
        json.put("enrolledAt", enrolledAt);
        DurableFile.write(state.device(), Json.pretty(json));
    }
}
