package io.millwright.edge;

import io.millwright.edge.buffer.Buffer;
import io.millwright.edge.buffer.BufferStatus;
import io.millwright.edge.buffer.BufferUnavailableException;
import io.millwright.edge.config.Configuration;
import io.millwright.edge.plc.MachineStatus;
import io.millwright.edge.state.Json;
import io.millwright.edge.uplink.UplinkStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How it stands with a running agent, as {@code status.json} and {@code status --json} say it. */
record StatusReport(ObjectNode json) {

    static final String AGENT = "edge-provisioner/0.1.0";

    static StatusReport running(
            Clock clock,
            Optional<Configuration> configuration,
            Optional<String> trouble,
            UplinkStatus uplink,
            Buffer buffer,
            long dropped,
            List<MachineStatus> machines) {
        ObjectNode json = Json.object();
        json.put("agent", AGENT);
        json.put("pid", ProcessHandle.current().pid());
        json.put("updatedAt", clock.instant().toString());
        configuration.ifPresent(known -> {
            ObjectNode node = json.putObject("configuration");
            node.put("hash", known.hash());
            node.put("version", known.version());
            node.put("fleet", known.fleet());
            trouble.ifPresent(sentence -> node.put("error", sentence));
        });
        broker(json.putObject("broker"), uplink);
        ObjectNode figures = json.putObject("buffer");
        buffer(figures, buffer);
        figures.put("dropped", dropped);
        machines(json.putArray("machines"), machines);
        return new StatusReport(json);
    }

    private static void broker(ObjectNode json, UplinkStatus uplink) {
        json.put("connected", uplink.connected());
        json.put("since", uplink.since().toString());
        json.put("underWay", uplink.underWay());
        json.put("backlog", uplink.backlog());
        put(json, "heldUntil", uplink.heldUntil());
        if (!uplink.sentence().isEmpty()) {
            json.put("error", uplink.sentence());
        }
        if (uplink.lastReceipt() != null) {
            ObjectNode receipt = json.putObject("lastReceipt");
            put(receipt, "at", uplink.lastReceipt());
            receipt.put("stream", uplink.lastReceiptStream());
            receipt.put("committed", uplink.lastReceiptCommitted());
        }
    }

    private static void put(ObjectNode json, String name, @Nullable Instant at) {
        if (at != null) {
            json.put(name, at.toString());
        }
    }

    /** The figures of a buffer, or why there are none. */
    static void buffer(ObjectNode json, Buffer buffer) {
        try {
            BufferStatus status = buffer.status();
            json.put("stream", status.stream());
            json.put("head", status.head());
            json.put("messages", status.messages());
            json.put("bytes", status.bytes());
            json.put("gaps", status.gaps());
            json.put("evicted", status.evicted());
            json.put("evictedPoints", status.evictedPoints());
            json.put("corrupt", status.corrupt());
        } catch (BufferUnavailableException e) {
            json.put("error", e.getMessage());
        }
    }

    private static void machines(ArrayNode json, List<MachineStatus> machines) {
        for (MachineStatus machine : machines) {
            ObjectNode node = json.addObject();
            node.put("connection", machine.connection());
            node.put("protocol", machine.protocol());
            node.put("state", machine.state().name().toLowerCase(Locale.ROOT));
            node.put("since", machine.since().toString());
            node.put("tags", machine.tags());
            node.put("bad", machine.bad());
            if (!machine.sentence().isEmpty()) {
                node.put("error", machine.sentence());
            }
        }
    }
}
