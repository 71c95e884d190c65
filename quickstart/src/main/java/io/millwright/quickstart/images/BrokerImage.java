package io.millwright.quickstart.images;

import io.millwright.broker.EmbeddedBroker;
import io.millwright.brokerextension.home.BrokerMounts;
import io.millwright.quickstart.broker.BrokerJvm;
import io.millwright.quickstart.directory.KeptPorts;
import io.millwright.quickstart.node.CannotStart;
import io.millwright.quickstart.node.Container;
import io.millwright.quickstart.node.Image;
import io.millwright.quickstart.node.Running;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A broker pod is a HiveMQ in a process of its own with its own kept port. */
public final class BrokerImage implements Image {

    private static final String PORT = "mqtts";

    private final KeptPorts ports;

    public BrokerImage(KeptPorts ports) {
        this.ports = ports;
    }

    @Override
    public String repository() {
        return "ghcr.io/millwright/broker-hivemq";
    }

    @Override
    public int mostReplicas() {
        return 1;
    }

    @Override
    public Running start(Container container) throws CannotStart, IOException, InterruptedException {
        String name = container.namespace() + "/" + container.workload();
        int port = ports.port(name);
        if (KeptPorts.isBusy(port)) {
            throw new CannotStart("PortInUse", "port " + port + " of this broker is taken by another program");
        }
        BrokerMounts mounts = new BrokerMounts(
                container.mount("/opt/hivemq/tls"),
                container.mount("/opt/hivemq/conf/millwright"),
                container.mount("/opt/hivemq/data"));
        BrokerJvm broker = BrokerJvm.start(EmbeddedBroker.Settings.loopback(name, mounts, port));
        return new Running() {
            @Override
            public Map<String, Integer> ports() {
                return Map.of(PORT, broker.port());
            }

            @Override
            public CompletionStage<String> ended() {
                return broker.ended();
            }

            @Override
            public void close() {
                broker.close();
            }
        };
    }
}
