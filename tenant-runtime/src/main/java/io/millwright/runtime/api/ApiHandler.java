package io.millwright.runtime.api;

import io.millwright.runtime.query.GoneException;
import io.millwright.runtime.query.UnansweredException;
import io.millwright.wire.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.exc.JacksonIOException;

/** Decides each request: who asks, about which tenant, what; then answers it. Runs on a virtual thread and may block. */
final class ApiHandler extends Handler.Abstract {

    /** Bytes of a body that is too large, read so that its sender sees the answer. */
    private static final long MOST_SKIPPED = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);

    private static final List<String> PREFIX = List.of("", "v1", "tenants");

    private final Function<TenantId, Optional<ApiTenant>> tenants;
    private final Routes routes;
    private final BrokerQuestions questions;
    private final Clock clock;

    ApiHandler(Function<TenantId, Optional<ApiTenant>> tenants, Routes routes, Clock clock) {
        this.tenants = tenants;
        this.routes = routes;
        this.questions = new BrokerQuestions(tenants, clock);
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            send(request, response, callback, answer(request));
        } catch (RefusedException e) {
            ProblemAnswer.send(response, callback, e.type(), e.detail());
        } catch (UnansweredException e) {
            unanswered(e, response, callback);
        } catch (GoneException | JacksonIOException e) {
            callback.failed(new EofException(e));
        } catch (IOException e) {
            // Whoever asked is gone, or sends nonsense too slowly to be waited for.
            callback.failed(e);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("reason", "ApiFault").setCause(e).log("a call failed");
            ProblemAnswer.send(response, callback, ProblemType.FAULT, "The runtime has logged why.");
        }
        return true;
    }

    private Answer answer(Request request) throws IOException {
        List<X509Certificate> chain = certificates(request);
        if (Request.getPathInContext(request).equals(BrokerQuestions.PATH)) {
            return questions.answer(chain, request.getMethod(), () -> body(request, BrokerQuestions.LARGEST));
        }
        if (!Caller.mayAsk(chain, clock.instant())) {
            LOG.atWarn().addKeyValue("reason", "Forbidden").log("a call without the control plane's certificate");
            throw new RefusedException(ProblemType.FORBIDDEN, "The client certificate is not the control plane's.");
        }
        List<String> path = Arrays.asList(Request.getPathInContext(request).split("/", -1));
        if (path.size() < 5 || !path.subList(0, 3).equals(PREFIX)) {
            throw RefusedException.absent();
        }
        ApiTenant tenant = tenant(path.get(3)).flatMap(tenants).orElseThrow(RefusedException::absent);
        Routes.Match match = routes.find(request.getMethod(), path.subList(4, path.size()));
        Call call = new Call(
                tenant,
                match.names(),
                parameters(request),
                name -> Optional.ofNullable(request.getHeaders().get(name)),
                body(request, match.route().largest()),
                ConnectionAsker.of(request));
        if (!tenant.room().tryAcquire()) {
            throw new RefusedException(ProblemType.TOO_MANY, "As many calls run for this tenant as may at once.");
        }
        try {
            return match.route().answer().apply(call);
        } finally {
            tenant.room().release();
        }
    }

    private static List<X509Certificate> certificates(Request request) {
        return request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE) instanceof EndPoint.SslSessionData session
                        && session.peerCertificates() != null
                ? List.of(session.peerCertificates())
                : List.of();
    }

    private static Optional<TenantId> tenant(String name) {
        try {
            return Optional.of(new TenantId(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Parameters parameters(Request request) {
        Map<String, List<String>> values = new HashMap<>();
        try {
            for (Fields.Field field : Request.extractQueryParameters(request)) {
                values.put(field.getName(), field.getValues());
            }
        } catch (RuntimeException e) {
            throw RefusedException.invalid("The query is not encoded as UTF-8 and percent signs.");
        }
        return new Parameters(values);
    }

    /** All of a request that was not there yet; from then on its answer may take its time. */
    static byte[] body(Request request, int largest) throws IOException {
        try (InputStream content = Content.Source.asInputStream(request)) {
            byte[] body = request.getLength() > largest ? new byte[0] : content.readNBytes(largest + 1);
            if (request.getLength() > largest || body.length > largest) {
                // A connection closed on bytes that nobody read is reset, and a reset overtakes the answer on its way.
                content.skip(MOST_SKIPPED);
                throw tooLarge(largest);
            }
            RequestedEndPoint.heard(request);
            return body;
        }
    }

    private static RefusedException tooLarge(int largest) {
        return new RefusedException(ProblemType.TOO_LARGE, "At most " + largest + " bytes are taken here.");
    }

    private static void unanswered(UnansweredException fault, Response response, Callback callback) {
        LOG.atWarn().addKeyValue("reason", "Unanswered").setCause(fault).log("the historian did not answer a call");
        ProblemAnswer.send(
                response,
                callback,
                ProblemType.UNAVAILABLE,
                fault.tooLong()
                        ? "The database was not done in time; ask for a shorter range."
                        : "The tenant's database does not answer at present.");
    }

    private static void send(Request request, Response response, Callback callback, Answer answer) throws IOException {
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        switch (answer) {
            case Answer.Document(byte[] json) -> {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, json.length);
                response.write(true, ByteBuffer.wrap(json), callback);
            }
            case Answer.Done(int status) -> {
                response.setStatus(status);
                response.write(true, ByteBuffer.allocate(0), callback);
            }
            case Answer.Events(var listening, var consumes) -> {
                try (listening) {
                    EventStream.send(listening, consumes, response);
                }
                response.write(true, ByteBuffer.allocate(0), callback);
            }
            case Answer.Stream(String type, var places, var body) -> {
                if (!places.tryAcquire()) {
                    throw new RefusedException(
                            ProblemType.TOO_MANY, "As many calls run for this tenant as may at once.");
                }
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
                AnswerSink sink = new AnswerSink(response);
                try {
                    body.write(sink);
                } finally {
                    places.release();
                }
                sink.end(callback);
            }
        }
    }
}
