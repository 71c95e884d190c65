package io.millwright.quickstart.images;

import io.millwright.quickstart.node.CannotStart;
import io.millwright.quickstart.node.Container;
import io.millwright.quickstart.node.Image;
import io.millwright.quickstart.node.Running;
import io.millwright.runtime.RuntimeProcess;
import io.millwright.runtime.RuntimeSettings;
import io.millwright.runtime.ServiceAddresses;
import io.millwright.runtime.health.Readiness;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** A runtime pod is the runtime itself in this JVM; it follows its files without help. */
public final class RuntimeImage implements Image {

    /** The most that a laptop is asked for by a shipped tier, with room for a roll-out. */
    private static final int MOST = 10;

    private final ServiceAddresses services;

    private final Clock clock;

    /** @param services where a runtime finds its brokers */
    public RuntimeImage(ServiceAddresses services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    @Override
    public String repository() {
        return "ghcr.io/millwright/tenant-runtime";
    }

    @Override
    public int mostReplicas() {
        return MOST;
    }

    @Override
    public Running start(Container container) throws CannotStart, IOException {
        RuntimeSettings settings = RuntimeSettings.onLoopback(
                container.mount("/etc/millwright/tenants.d"), container.mount("/etc/millwright/tls"));
        RuntimeProcess runtime = new RuntimeProcess(settings, services, clock);
        return new Running() {
            @Override
            public Map<String, Integer> ports() {
                return Map.of("https", runtime.apiPort(), "health", runtime.healthPort());
            }

            @Override
            public Optional<String> unready() {
                Readiness readiness = runtime.readiness();
                return readiness.ready() ? Optional.empty() : Optional.of(readiness.message());
            }

            @Override
            public void close() {
                runtime.close();
            }
        };
    }
}
