package io.millwright.quickstart.rig.tenant;

import io.millwright.edge.state.DeviceRecord;
import io.millwright.edge.state.StateDirectory;
import io.millwright.operator.pki.KeyAndCertificates;
import io.millwright.wire.DeviceId;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import io.millwright.wire.configuration.DeviceConfiguration;
import io.millwright.wire.configuration.SignedConfiguration;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An agent's directory as enrollment leaves it. */
public final class AgentState {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path directory;
    private final TenantId tenant;
    private final SiteId site;
    private final DeviceId device;
    private final Certificates certificates;

    public AgentState(Path directory, TenantId tenant, SiteId site, DeviceId device, Certificates certificates) {
        this.directory = directory;
        this.tenant = tenant;
        this.site = site;
        this.device = device;
        this.certificates = certificates;
    }

    public Path directory() {
        return directory;
    }

    /** Everything but a configuration. */
    public void lay(int brokerPort) throws IOException {
        StateDirectory state = new StateDirectory(directory);
        state.create();
        Certificates.Identity identity = certificates.device(site, device);
        KeyAndCertificates own = new KeyAndCertificates(identity.key(), identity.chain());
        Files.writeString(state.key(), own.keyPem());
        Files.writeString(state.chain(), own.chainPem());
        new DeviceRecord(
                        device.value(),
                        tenant.value(),
                        site.value(),
                        URI.create("https://127.0.0.1:1"),
                        null,
                        URI.create("mqtts://127.0.0.1:" + brokerPort),
                        own.rootPem(),
                        certificates.configuration().chainPem(),
                        "serial-" + device,
                        "rig",
                        now())
                .write(state);
    }

    /** Every 10 ms all that a simulated press has, of all but the coil. */
    public void read(int machinePort, long version) throws IOException {
        configure(
                version,
                List.of(Map.of(
                        "name", "press",
                        "protocol", "modbus-tcp",
                        "url", "modbus-tcp://127.0.0.1:" + machinePort + "?default-unit-identifier=1")),
                List.of(
                        tag("temperature", "holding-register:100:REAL"),
                        tag("pressure", "holding-register:102:REAL"),
                        tag("strokes", "holding-register:104:UDINT")));
    }

    /** Reads nothing, and only delivers what is in the buffer. */
    public void rest(long version) throws IOException {
        configure(version, List.of(), List.of());
    }

    private static Map<String, Object> tag(String name, String address) {
        return Map.of("name", name, "connection", "press", "address", address, "intervalMs", 10);
    }

    private void configure(long version, List<?> connections, List<?> tags) throws IOException {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put(DeviceConfiguration.V, DeviceConfiguration.FORM);
        payload.put(DeviceConfiguration.TENANT, tenant.value());
        payload.put(DeviceConfiguration.SITE, Map.of("name", site.value(), "timezone", "Europe/Berlin"));
        payload.put(DeviceConfiguration.FLEET, "press-line");
        payload.put(DeviceConfiguration.DEVICE, device.value());
        payload.put(DeviceConfiguration.CONFIGURATION, "rig-" + version);
        payload.put(DeviceConfiguration.VERSION, version);
        payload.put(DeviceConfiguration.ISSUED_AT, now());
        payload.put(DeviceConfiguration.CONNECTIONS, connections);
        payload.put(DeviceConfiguration.TAGS, tags);
        String signed = SignedConfiguration.sign(
                JSON.writeValueAsString(payload).getBytes(StandardCharsets.UTF_8),
                "configuration",
                certificates.configuration().key());
        Files.writeString(new StateDirectory(directory).configuration(), signed);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
