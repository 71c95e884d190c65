package io.millwright.quickstart.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fleet of the demo with its one machine, whose host and port are the device's parameter {@code plc}. */
enum DemoLine {
    PRESS(
            "press-line",
            "press",
            "modbus",
            Map.of(
                    "name", "press",
                    "protocol", "modbus-tcp",
                    "url", "modbus-tcp://${plc}?default-unit-identifier=1"),
            List.of(
                    tag("temperature", "press", "holding-register:100:REAL", "Cel", "1s", 0.2),
                    tag("pressure", "press", "holding-register:102:REAL", "bar", "1s", 0.05),
                    tag("strokes", "press", "holding-register:104:UDINT", "", "5s", 0),
                    tag("running", "press", "coil:1", "", "1s", 0))),
    PUMP(
            "pump-line",
            "pump",
            "opcua",
            Map.of(
                    "name", "pump",
                    "protocol", "opcua",
                    "url", "opcua:tcp://${plc}/?discovery=false",
                    "reading", "Subscribe"),
            List.of(
                    tag("flow", "pump", "ns=2;s=Pump.Flow", "m3/h", "1s", 0.1),
                    tag("vibration", "pump", "ns=2;s=Pump.Vibration", "mm/s", "1s", 0.05),
                    tag("bearing-temperature", "pump", "ns=2;s=Pump.BearingTemperature", "Cel", "5s", 0.1),
                    tag("speed", "pump", "ns=2;s=Pump.Speed", "{rpm}", "1s", 0),
                    tag("running", "pump", "ns=2;s=Pump.Running", "", "1s", 0)));

    private final String fleet;
    private final String machine;
    private final String protocol;
    private final Map<String, Object> connection;
    private final List<Map<String, Object>> tags;

    DemoLine(
            String fleet,
            String machine,
            String protocol,
            Map<String, Object> connection,
            List<Map<String, Object>> tags) {
        this.fleet = fleet;
        this.machine = machine;
        this.protocol = protocol;
        this.connection = connection;
        this.tags = tags;
    }

    String fleet() {
        return fleet;
    }

    /** What the simulator is asked for. */
    String machine() {
        return machine;
    }

    String protocol() {
        return protocol;
    }

    /** The fleet as the API takes it. */
    Map<String, Object> body(String site) {
        return Map.of(
                "name", fleet,
                "siteRef", site,
                "connections", List.of(connection),
                "tags", tags,
                "enrollment", Map.of("mode", "ClaimCode", "maxDevices", 50, "approval", "Automatic"));
    }

    private static Map<String, Object> tag(
            String name, String connection, String address, String unit, String interval, double deadband) {
        Map<String, Object> tag = new LinkedHashMap<>();
        tag.put("name", name);
        tag.put("connection", connection);
        tag.put("address", address);
        tag.put("interval", interval);
        if (!unit.isEmpty()) {
            tag.put("unit", unit);
        }
        if (deadband > 0) {
            tag.put("deadband", Map.of("absolute", deadband));
        }
        return tag;
    }
}
