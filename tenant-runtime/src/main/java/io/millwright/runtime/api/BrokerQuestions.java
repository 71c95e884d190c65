package io.millwright.runtime.api;

import io.millwright.runtime.admission.Admission;
import io.millwright.runtime.admission.Admissions;
import io.millwright.runtime.admission.DeniedCertificates;
import io.millwright.runtime.admission.EmqxAnswer;
import io.millwright.runtime.query.UnansweredException;
import io.millwright.wire.TenantId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /v1/mqtt/auth}: a tenant's own broker asks whether a client may connect. It may ask about its own tenant only, which
 * its certificate names. EMQX takes every status but 200 for "ignore", so whatever is not provably right is answered
 * {@code deny} with 200; only who may not ask at all gets a problem, and EMQX's chain then ends in a denial too.
 */
final class BrokerQuestions {

    static final String PATH = "/v1/mqtt/auth";

    /** A certificate of a device is 800 bytes of base64. */
    static final int LARGEST = 16 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(BrokerQuestions.class);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** What a broker asked about. */
    private record Question(String clientId, X509Certificate certificate) {}

    /** Reads what was sent. */
    @FunctionalInterface
    interface Body {
        byte[] read() throws IOException;
    }

    private final Function<TenantId, Optional<ApiTenant>> tenants;
    private final Clock clock;

    BrokerQuestions(Function<TenantId, Optional<ApiTenant>> tenants, Clock clock) {
        this.tenants = tenants;
        this.clock = clock;
    }

    Answer answer(List<X509Certificate> chain, String method, Body body) throws IOException {
        ApiTenant tenant = Caller.broker(chain, clock.instant())
                .flatMap(tenants)
                .filter(served -> served.configuration().administration() != null
                        && Admissions.issuedBy(served.configuration(), chain.getFirst()))
                .orElseThrow(BrokerQuestions::forbidden);
        if (!method.equals("POST")) {
            throw new RefusedException(ProblemType.METHOD_NOT_ALLOWED, "Only POST is answered here.");
        }
        Admission admission = question(body.read())
                .map(question -> decide(tenant, question))
                .orElseGet(() -> new Admission.Refused("", "UNREADABLE"));
        if (admission instanceof Admission.Refused(String identity, String reason)) {
            LOG.atInfo()
                    .addKeyValue("tenant", tenant.id())
                    .addKeyValue("identity", identity)
                    .addKeyValue("reason", reason)
                    .log("connection to the broker refused");
        }
        return Answer.json(json -> EmqxAnswer.write(admission, json));
    }

    private Admission decide(ApiTenant tenant, Question question) {
        try {
            return Admissions.decide(
                    tenant.configuration(),
                    question.clientId(),
                    question.certificate(),
                    serial -> tenant.reader().read(historian -> DeniedCertificates.contains(historian, serial)),
                    clock.instant());
        } catch (UnansweredException e) {
            // Nobody can say that it is not revoked. It comes again, as it would to a broker that is down.
            return new Admission.Refused("", "HISTORIAN_AWAY");
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("reason", "ApiFault").setCause(e).log("a connection could not be decided");
            return new Admission.Refused("", "FAULT");
        }
    }

    /** Empty if it is no question, or about something that is no certificate. */
    private static Optional<Question> question(byte[] body) {
        try {
            JsonNode document = JSON.readTree(body);
            JsonNode clientId = document.path("clientid");
            JsonNode certificate = document.path("certificate");
            if (!clientId.isString() || !certificate.isString()) {
                return Optional.empty();
            }
            byte[] der = Base64.getDecoder().decode(certificate.stringValue());
            return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der))
                            instanceof X509Certificate read
                    ? Optional.of(new Question(clientId.stringValue(), read))
                    : Optional.empty();
        } catch (JacksonException | CertificateException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static RefusedException forbidden() {
        LOG.atWarn().addKeyValue("reason", "Forbidden").log("a broker's question without a broker's certificate");
        return new RefusedException(ProblemType.FORBIDDEN, "The client certificate is not that of a broker that asks.");
    }
}
