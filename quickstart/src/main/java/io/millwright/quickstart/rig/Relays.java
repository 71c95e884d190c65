package io.millwright.quickstart.rig;

import io.millwright.quickstart.rig.network.CommitDelay;
import io.millwright.quickstart.rig.network.FaultyLink;
import io.millwright.quickstart.rig.tenant.HistorianAddress;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The links that can fail, each behind a port of its own; what has none is reached directly. */
final class Relays implements AutoCloseable {

    private final Map<Link, FaultyLink> links = new EnumMap<>(Link.class);
    private final CommitDelay commits = new CommitDelay();
    private final Parts parts = new Parts();

    Relays(Set<Link> asked, int brokerPort, HistorianAddress historian) throws IOException {
        for (Link link : asked) {
            links.put(link, parts.keep(relay(link, brokerPort, historian)));
        }
    }

    private FaultyLink relay(Link link, int brokerPort, HistorianAddress historian) throws IOException {
        return switch (link) {
            case DEVICES_TO_BROKER, RUNTIME_TO_BROKER -> FaultyLink.to(brokerPort);
            case RUNTIME_TO_HISTORIAN -> FaultyLink.to(historian.port(), commits);
        };
    }

    int port(Link link, int direct) {
        FaultyLink relay = links.get(link);
        return relay == null ? direct : relay.port();
    }

    String historianSeenByRuntime(HistorianAddress direct) {
        FaultyLink relay = links.get(Link.RUNTIME_TO_HISTORIAN);
        return relay == null ? direct.url() : direct.through(relay.port());
    }

    /** @throws IllegalStateException if it was not asked for */
    FaultyLink link(Link link) {
        FaultyLink relay = links.get(link);
        if (relay == null) {
            throw new IllegalStateException(link + " was not asked for");
        }
        return relay;
    }

    CommitDelay commits() {
        return commits;
    }

    @Override
    public void close() throws Exception {
        parts.close();
    }
}
