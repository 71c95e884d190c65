package io.millwright.controlplane.streaming;

import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Callers;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.streaming.EventSource.Next;
import io.millwright.wire.TenantId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Sends the events of a source until the source, the client, the caller's key or this process ends; then the source is
 * closed, whoever ended it. Each stream holds one virtual thread.
 */
@Component
public class EventStreams {

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Callers callers;
    private final Clock clock;
    private final StreamSettings settings;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();
    private volatile boolean closing;

    EventStreams(Callers callers, Clock clock, StreamSettings settings) {
        this.callers = callers;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * The source is opened before the answer begins, so that it can still refuse with a problem.
     *
     * @throws ProblemException 429 if the caller has too many
     */
    public ResponseEntity<StreamingResponseBody> open(Caller caller, TenantId tenant, Supplier<EventSource> opening) {
        HttpServletResponse response = response();
        take(caller);
        EventSource source;
        try {
            source = opening.get();
        } catch (RuntimeException e) {
            giveBack(caller);
            throw e;
        }
        StreamingResponseBody body = _ -> {
            try (source) {
                pump(caller, source, response.getOutputStream());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                LOG.atDebug().addKeyValue("tenant", tenant).log("the client of a stream has gone");
            } finally {
                giveBack(caller);
            }
        };
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no")
                .body(body);
    }

    /** Before the web server waits for its last requests, which these would never be. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        closing = true;
    }

    private void pump(Caller caller, EventSource source, OutputStream out) throws IOException, InterruptedException {
        out.write(HEARTBEAT);
        out.flush();
        Instant due = clock.instant().plus(settings.heartbeat());
        while (!closing) {
            switch (source.next(STEP.compareTo(settings.heartbeat()) < 0 ? STEP : settings.heartbeat())) {
                case Next.Event(String text) -> {
                    out.write((text + "\n\n").getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
                case Next.Quiet _ -> {}
                case Next.End _ -> {
                    return;
                }
            }
            if (!clock.instant().isBefore(due)) {
                if (!callers.stillOpens(caller)) {
                    return;
                }
                out.write(HEARTBEAT);
                out.flush();
                due = clock.instant().plus(settings.heartbeat());
            }
        }
    }

    /** Spring hands out a stream that does not flush, and an event that waits in a buffer is no event. */
    private static HttpServletResponse response() {
        return RequestContextHolder.currentRequestAttributes() instanceof ServletRequestAttributes servlet
                ? Objects.requireNonNull(servlet.getResponse())
                : noServlet();
    }

    private static HttpServletResponse noServlet() {
        throw new IllegalStateException("streams are answers to HTTP requests");
    }

    private void take(Caller caller) {
        int now = open.merge(caller.name(), 1, Integer::sum);
        if (now > settings.perCaller()) {
            giveBack(caller);
            throw ProblemException.retry(
                    ProblemType.TOO_MANY_REQUESTS,
                    "At most " + settings.perCaller() + " streams can be open at once.",
                    settings.heartbeat());
        }
    }

    private void giveBack(Caller caller) {
        open.computeIfPresent(caller.name(), (_, count) -> count <= 1 ? null : count - 1);
    }
}
