package io.millwright.controlplane.intake;

import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.intake.IdempotencyStore.Standing;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * One effect per {@code Idempotency-Key}: a mutation that succeeded is answered again from memory for a day, two at the
 * same time run one after the other. What failed had no effect and may be tried again with the same key.
 */
final class Idempotency extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
    private static final String HEADER = "Idempotency-Key";
    private static final Set<String> MUTATIONS = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final IdempotencyKeys keys;
    private final IdempotencyStore store;
    private final ProblemWriter problems;

    Idempotency(IdempotencyKeys keys, IdempotencyStore store, ProblemWriter problems) {
        this.keys = keys;
        this.store = store;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HEADER) == null
                || !MUTATIONS.contains(request.getMethod())
                || Caller.current().isEmpty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(HEADER);
        if (!FORM.matcher(given).matches()) {
            problems.write(response, ProblemException.invalid(HEADER, "is 1 to 255 visible ASCII characters"));
            return;
        }
        try {
            Optional<IdempotencyKey> found = keys.of(request, Caller.current().orElseThrow(), given);
            if (found.isEmpty()) {
                problems.write(
                        response,
                        ProblemException.retry(
                                ProblemType.UNAVAILABLE,
                                "The key that keeps answers is not at hand now; nothing was done.",
                                Duration.ofSeconds(5)));
                return;
            }
            IdempotencyKey key = found.get();
            switch (settled(key, fingerprint(request))) {
                case Standing.First(OffsetDateTime lease) -> run(key, lease, request, response, chain);
                case Standing.Answered(byte[] answer) ->
                    StoredAnswer.parse(key.opened(answer)).send(response);
                case Standing.OtherRequest _ ->
                    problems.write(
                            response,
                            ProblemException.of(
                                    ProblemType.IDEMPOTENCY_MISMATCH,
                                    "A key belongs to one request; take a new one for another."));
                case Standing.Running _ ->
                    problems.write(
                            response,
                            ProblemException.retry(
                                    ProblemType.CONFLICT, "The same request is still running.", Duration.ofSeconds(1)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (GeneralSecurityException e) {
            throw new ServletException("an answer could not be sealed or opened", e);
        } catch (DataAccessException e) {
            LOG.atWarn()
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("idempotency keys cannot be looked up");
            problems.write(
                    response,
                    ProblemException.retry(
                            ProblemType.UNAVAILABLE,
                            "The platform's database does not answer now.",
                            Duration.ofSeconds(5)));
        }
    }

    private Standing settled(IdempotencyKey key, byte[] fingerprint) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Standing standing = store.begin(key.id(), fingerprint);
        while (standing instanceof Standing.Running && System.nanoTime() < end) {
            Thread.sleep(LOOK_EVERY);
            standing = store.begin(key.id(), fingerprint);
        }
        return standing;
    }

    private void run(
            IdempotencyKey key,
            OffsetDateTime lease,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException, GeneralSecurityException {
        ContentCachingResponseWrapper caching = new ContentCachingResponseWrapper(response);
        boolean kept = false;
        try {
            chain.doFilter(request, caching);
            if (caching.getStatus() >= 200 && caching.getStatus() < 300) {
                store.finish(
                        key.id(), lease, key.sealed(StoredAnswer.of(caching).bytes()));
                kept = true;
            }
        } finally {
            if (!kept) {
                store.abandon(key.id(), lease);
            }
            caching.copyBodyToResponse();
        }
    }

    private static byte[] fingerprint(HttpServletRequest request) throws GeneralSecurityException {
        return IdempotencyKey.sha256(
                bytes(request.getMethod()),
                bytes(request.getRequestURI()),
                bytes(Objects.toString(request.getQueryString(), "")),
                ReadRequest.body(request));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
