package io.millwright.edge.uplink;

import io.millwright.edge.config.Configuration;
import io.millwright.edge.state.Json;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The bodies that the agent publishes beside telemetry. */
public final class Payloads {

    static final String AGENT = "edge-provisioner/0.1.0";

    static byte[] state(boolean online, Instant now, Optional<Configuration> configuration) {
        ObjectNode json = Json.object();
        json.put("state", online ? "online" : "offline");
        json.put("ts", now.toEpochMilli());
        json.put("agent", AGENT);
        configuration.ifPresent(known -> json.put("configuration", known.hash()));
        return Json.bytes(json);
    }

    /** @param trouble what of it this agent cannot do */
    public static byte[] configurationInForce(Configuration configuration, Optional<String> trouble) {
        ObjectNode json = Json.object();
        json.put("configuration", configuration.hash());
        json.put("version", configuration.version());
        trouble.ifPresent(sentence -> json.put("error", sentence));
        return Json.bytes(json);
    }

    /** What was refused has no name that could be believed; the one in force is named beside the error. */
    public static byte[] configurationRefused(Optional<Configuration> inForce, String sentence) {
        ObjectNode json = Json.object();
        json.put("error", sentence);
        inForce.ifPresent(known -> {
            json.put("configuration", known.hash());
            json.put("version", known.version());
        });
        return Json.bytes(json);
    }

    private Payloads() {}
}
