package io.millwright.edge;

import io.millwright.edge.buffer.Buffer;
import io.millwright.edge.buffer.BufferLimits;
import io.millwright.edge.buffer.Collector;
import io.millwright.edge.buffer.Journal;
import io.millwright.edge.config.Configuration;
import io.millwright.edge.config.ConfigurationKey;
import io.millwright.edge.config.Configurations;
import io.millwright.edge.enroll.Renewal;
import io.millwright.edge.plc.Machines;
import io.millwright.edge.state.DeviceRecord;
import io.millwright.edge.state.StateDirectory;
import io.millwright.edge.trust.Credentials;
import io.millwright.edge.trust.Pem;
import io.millwright.edge.trust.PlatformTrust;
import io.millwright.edge.uplink.BrokerAddress;
import io.millwright.edge.uplink.Payloads;
import io.millwright.edge.uplink.Platform;
import io.millwright.edge.uplink.Uplink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running agent: machines to collector to buffer to uplink, and the configuration and certificate that rule them. */
final class Agent implements Platform, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    private final Clock clock;
    private final Configurations configurations;
    private final Buffer buffer;
    private final Journal journal;
    private final Collector collector;
    private final Machines machines;
    private final Uplink uplink;
    private final RenewalLoop renewals;
    private final StatusWriter status;
    private final DeviceCommands commands;
    private volatile Credentials credentials;
    private volatile Optional<Configuration> configuration = Optional.empty();
    private volatile Optional<String> trouble = Optional.empty();

    private Agent(
            StateDirectory state,
            DeviceRecord device,
            Credentials credentials,
            BrokerAddress broker,
            ConfigurationKey key,
            BufferLimits limits,
            Journal journal,
            Clock clock)
            throws GeneralSecurityException {
        this.clock = clock;
        this.credentials = credentials;
        this.journal = journal;
        this.configurations = new Configurations(state, key, credentials.identity());
        this.buffer = new Buffer(state.buffer(), state.corrupt(), limits, journal);
        PlatformTrust trust = PlatformTrust.of(Pem.certificates(device.root()).getFirst());
        this.uplink = new Uplink(broker, trust, buffer, this, clock);
        this.collector = new Collector(buffer, uplink::appended);
        this.machines = new Machines(clock, collector);
        this.renewals = new RenewalLoop(new Renewal(state, device, clock), clock, this::credentials, this::renewed);
        this.status = new StatusWriter(state, this::report);
        this.commands = new DeviceCommands(this::report);
    }

    /** @throws GeneralSecurityException if the key, the certificate or what enrollment left beside them cannot be used */
    static Agent of(StateDirectory state, DeviceRecord device, BufferLimits limits, Journal journal, Clock clock)
            throws IOException, GeneralSecurityException {
        Credentials credentials = Credentials.load(state);
        BrokerAddress broker = BrokerAddress.of(device.broker())
                .orElseThrow(() -> new IOException("the broker's address in device.json is not mqtts://host:port"));
        ConfigurationKey key = ConfigurationKey.of(
                device.configurationKey(),
                credentials.chain(),
                credentials.identity().tenant());
        return new Agent(state, device, credentials, broker, key, limits, journal, clock);
    }

    void start() throws IOException {
        LOG.atInfo()
                .addKeyValue("tenant", credentials.identity().tenant())
                .addKeyValue("site", credentials.identity().site())
                .addKeyValue("device", credentials.identity().device())
                .addKeyValue("agent", StatusReport.AGENT)
                .log("the agent starts");
        collector.start();
        Optional<Configuration> kept = configurations.load();
        if (kept.isPresent()) {
            apply(kept.get());
        } else {
            LOG.atWarn().log("there is no configuration on disk that verifies; the broker's is waited for");
        }
        // Only now: the first ack and the will name the configuration.
        uplink.start();
        renewals.start();
        status.start();
    }

    private synchronized void apply(Configuration next) {
        trouble = machines.apply(next);
        configuration = Optional.of(next);
        LOG.atInfo()
                .addKeyValue("configuration", next.hash())
                .addKeyValue("version", next.version())
                .addKeyValue("tags", next.tags().size())
                .addKeyValue("reason", trouble.orElse(""))
                .log("a configuration is in force");
    }

    private void renewed(Credentials next) {
        credentials = next;
        uplink.renewed();
    }

    @Override
    public Credentials credentials() {
        return credentials;
    }

    @Override
    public Optional<Configuration> configuration() {
        return configuration;
    }

    @Override
    public synchronized Optional<byte[]> acknowledgement() {
        return configuration.map(known -> Payloads.configurationInForce(known, trouble));
    }

    @Override
    public synchronized byte[] offer(byte[] jws) {
        try {
            return switch (configurations.offer(new String(jws, StandardCharsets.ISO_8859_1))) {
                case Configurations.Offer.Accepted(Configuration next) -> {
                    apply(next);
                    yield Payloads.configurationInForce(next, trouble);
                }
                case Configurations.Offer.Known(Configuration known) -> Payloads.configurationInForce(known, trouble);
                case Configurations.Offer.Refused(String sentence) -> {
                    LOG.atWarn().addKeyValue("reason", sentence).log("a configuration was refused");
                    yield Payloads.configurationRefused(configuration, sentence);
                }
            };
        } catch (IOException e) {
            LOG.atError().addKeyValue("reason", "disk").setCause(e).log("a configuration cannot be kept");
            return Payloads.configurationRefused(configuration, "the device's disk does not take the configuration");
        }
    }

    @Override
    public Optional<byte[]> command(byte[] body) {
        return commands.answer(body);
    }

    private StatusReport report() {
        return StatusReport.running(
                clock, configuration, trouble, uplink.status(), buffer, collector.dropped(), machines.status());
    }

    /** Stops reading, writes what was read, says goodbye. */
    @Override
    public void close() {
        LOG.atInfo().log("the agent stops");
        renewals.close();
        machines.close();
        collector.close();
        uplink.close();
        status.close();
        buffer.close();
        try {
            journal.close();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("the journal did not close cleanly");
        }
        LOG.atInfo().log("the agent has stopped");
    }
}
