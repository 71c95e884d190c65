package io.millwright.edge;

import io.millwright.edge.state.Json;
import tools.jackson.databind.JsonNode;

/** The status for people. */
final class StatusText {

    static String of(JsonNode report) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "device",
                text(report, "device") + " (" + text(report, "tenant") + ", " + text(report, "site") + ")");
        line(text, "agent", report.path("running").asBoolean() ? "runs" : "does not run");
        JsonNode certificate = report.path("certificate");
        line(text, "certificate", text(certificate, "state") + ", until " + text(certificate, "notAfter"));
        JsonNode configuration = report.get("configuration");
        if (configuration != null) {
            line(
                    text,
                    "configuration",
                    text(configuration, "hash") + ", version "
                            + configuration.path("version").asString() + error(configuration));
        }
        JsonNode broker = report.get("broker");
        if (broker != null) {
            line(
                    text,
                    "broker",
                    text(report, "brokerUrl")
                            + (broker.path("connected").asBoolean() ? ", connected" : ", not connected")
                            + error(broker));
            JsonNode receipt = broker.get("lastReceipt");
            line(
                    text,
                    "last receipt",
                    receipt == null
                            ? "none in this session"
                            : "up to " + receipt.path("committed").asString() + " at " + text(receipt, "at"));
        }
        JsonNode buffer = report.get("buffer");
        if (buffer != null) {
            line(
                    text,
                    "buffer",
                    buffer.path("messages").asString("0") + " messages, "
                            + buffer.path("bytes").asString("0") + " bytes, "
                            + buffer.path("gaps").asString("0") + " gaps, "
                            + buffer.path("evicted").asString("0") + " evicted"
                            + error(buffer));
        }
        for (JsonNode machine : report.path("machines")) {
            line(
                    text,
                    "machine",
                    text(machine, "connection") + " (" + text(machine, "protocol") + "): " + text(machine, "state")
                            + ", "
                            + machine.path("bad").asString("0") + " of "
                            + machine.path("tags").asString("0") + " tags bad"
                            + error(machine));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("%-14s".formatted(name)).append(value).append('\n');
    }

    private static String text(JsonNode json, String name) {
        return Json.text(json, name).orElse("unknown");
    }

    private static String error(JsonNode json) {
        return Json.text(json, "error").map(sentence -> ": " + sentence).orElse("");
    }

    private StatusText() {}
}
