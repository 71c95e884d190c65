package io.millwright.quickstart.up;

import io.millwright.quickstart.node.LocalNode;
import io.millwright.runtime.ServiceAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code <service>.<namespace>.svc} is on this machine: on the loopback port that the local node knows, under the name
 * that was asked for, because TLS verifies that. The node starts after the images that ask.
 */
final class NodeServices implements ServiceAddresses {

    private static final Pattern SERVICE = Pattern.compile("([a-z0-9-]+)\\.([a-z0-9-]+)\\.svc");

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final AtomicReference<@Nullable LocalNode> node = new AtomicReference<>();

    void from(LocalNode started) {
        node.set(started);
    }

    @Override
    public InetSocketAddress of(URI url) {
        Matcher name = SERVICE.matcher(String.valueOf(url.getHost()));
        LocalNode running = node.get();
        if (running == null || !name.matches()) {
            throw new IllegalStateException("no service of this node is called " + url.getHost());
        }
        int port = running.port(name.group(2), name.group(1), url.getScheme())
                .orElseThrow(() -> new IllegalStateException(url.getHost() + " does not serve at present"));
        try {
            return new InetSocketAddress(InetAddress.getByAddress(url.getHost(), LOOPBACK), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
