package io.millwright.runtime.api;

import io.millwright.runtime.query.Asker;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;

/**
 * The other end of a request's connection. The server reads nothing while a request is being answered, so nobody else learns
 * that the other end was closed; one look reads what there is, and that is nothing as long as it waits. Whoever sends more
 * before it is answered counts as gone too: the control plane does not, and what was read cannot be given back.
 */
record ConnectionAsker(EndPoint connection) implements Asker {

    static ConnectionAsker of(Request request) {
        return new ConnectionAsker(
                request.getConnectionMetaData().getConnection().getEndPoint());
    }

    @Override
    public boolean gone() {
        try {
            ByteBuffer one = BufferUtil.allocate(1);
            return connection.fill(one) != 0;
        } catch (IOException e) {
            return true;
        }
    }
}
