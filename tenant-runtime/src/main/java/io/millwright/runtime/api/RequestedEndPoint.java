package io.millwright.runtime.api;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection on which what drips in is no activity: the idle time runs through handshake, headers and body until a request is there
 * whole. While it is answered, bytes count as usual; after that the time for the next request runs. Jetty itself has no bound
 * for a client that sends a byte now and then, and its setting for a least rate of bodies is without effect since version 12.
 */
final class RequestedEndPoint extends SocketChannelEndPoint {

    private volatile boolean answering;

    RequestedEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    /** The request is there whole; its answer may take its time. Without effect on a connection of another kind. */
    static void heard(Request request) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        while (endPoint instanceof EndPoint.Wrapper wrapper) {
            endPoint = wrapper.unwrap();
        }
        if (endPoint instanceof RequestedEndPoint requested) {
            requested.answer(true);
            Request.addCompletionListener(request, _ -> requested.answer(false));
        }
    }

    private void answer(boolean now) {
        answering = now;
        super.notIdle();
    }

    @Override
    public void notIdle() {
        if (answering) {
            super.notIdle();
        }
    }
}
