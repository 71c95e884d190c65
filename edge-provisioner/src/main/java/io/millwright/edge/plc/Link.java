package io.millwright.edge.plc;

import io.millwright.edge.config.Configuration.Connection;
import io.millwright.edge.normalize.Reading;
import io.millwright.edge.normalize.Reading.Failure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.PlcDriver;
import org.apache.plc4x.java.api.messages.PlcReadRequest;
import org.apache.plc4x.java.api.messages.PlcReadResponse;
import org.apache.plc4x.java.api.types.PlcResponseCode;
import org.apache.plc4x.java.api.value.PlcValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One live connection to a machine. PLC4X neither reconnects nor bounds all of its waits, so every call here has an end of
 * its own, and after a failure the link is closed and forgotten.
 */
final class Link implements AutoCloseable {

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    static final Duration READ_TIMEOUT = Duration.ofSeconds(4);

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    private final PlcConnection connection;

    private Link(PlcConnection connection) {
        this.connection = connection;
    }

    static Link open(PlcDriver driver, Connection to) throws LinkBrokenException, InterruptedException {
        CompletableFuture<PlcConnection> opening = new CompletableFuture<>();
        Thread.ofVirtual().name("plc-open-" + to.name()).start(() -> {
            try {
                PlcConnection made = driver.getConnection(to.url());
                if (!made.isConnected()) {
                    made.connect();
                }
                if (!opening.complete(made)) {
                    // Too late: nobody waits for it any more.
                    close(made);
                }
            } catch (Exception e) {
                opening.completeExceptionally(e);
            }
        });
        try {
            return new Link(opening.get(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            throw LinkBrokenException.of("the machine cannot be connected to", e);
        } catch (TimeoutException e) {
            opening.completeExceptionally(e);
            throw LinkBrokenException.of("the machine did not accept the connection in time", e);
        }
    }

    /** Reads addresses that were parsed, in one request. */
    Map<String, Reading> read(List<Address> addresses) throws LinkBrokenException, InterruptedException {
        PlcReadRequest.Builder request = connection.readRequestBuilder();
        for (Address address : addresses) {
            address.parsed().ifPresent(tag -> request.addTag(address.tag().name(), tag));
        }
        PlcReadResponse response = execute(request.build());
        Map<String, Reading> readings = new HashMap<>();
        for (Address address : addresses) {
            readings.put(address.tag().name(), reading(response, address.tag().name()));
        }
        return readings;
    }

    private static PlcReadResponse execute(PlcReadRequest request) throws LinkBrokenException, InterruptedException {
        try {
            PlcReadResponse response = request.execute().get(READ_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (response == null) {
                throw LinkBrokenException.of("the machine's answer was not understood", new IllegalStateException());
            }
            return response;
        } catch (TimeoutException e) {
            throw LinkBrokenException.timeout("the machine does not answer", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof TimeoutException
                    ? LinkBrokenException.timeout("the machine does not answer", e)
                    : LinkBrokenException.of("the machine's answer was not understood", e);
        } catch (RuntimeException e) {
            // Drivers throw what they like at a connection that is gone.
            throw LinkBrokenException.of("the connection to the machine is gone", e);
        }
    }

    private static Reading reading(PlcReadResponse response, String name) {
        try {
            PlcResponseCode code = response.getResponseCode(name);
            return code == PlcResponseCode.OK ? value(response.getPlcValue(name)) : Reading.failed(failure(code));
        } catch (RuntimeException e) {
            return Reading.failed(Failure.DEVICE_FAILURE);
        }
    }

    private static Reading value(PlcValue value) {
        PlcValue single = value != null && value.isList() && value.getLength() == 1 ? value.getIndex(0) : value;
        Object object = single == null || single.isNull() ? null : single.getObject();
        return object == null ? Reading.failed(Failure.NO_SUCH_VALUE) : new Reading.Value(object);
    }

    private static Failure failure(PlcResponseCode code) {
        return switch (code) {
            case NOT_FOUND, ACCESS_DENIED, INVALID_ADDRESS, INVALID_DATATYPE, UNSUPPORTED -> Failure.NO_SUCH_VALUE;
            default -> Failure.DEVICE_FAILURE;
        };
    }

    /** Returns at once: a driver may wait for an answer that never comes. */
    @Override
    public void close() {
        Thread.ofVirtual().name("plc-close").start(() -> close(connection));
    }

    private static void close(PlcConnection connection) {
        try {
            connection.close();
        } catch (Exception e) {
            LOG.atDebug().setCause(e).log("a connection to a machine did not close cleanly");
        }
    }
}
