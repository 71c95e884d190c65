package io.millwright.controlplane.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** The one place where what a controller throws becomes an answer. Nothing of the inside is shown. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final java.time.Duration DATABASE_RETRY = java.time.Duration.ofSeconds(5);

    private final ProblemCounter counter;

    ProblemAdvice(ProblemCounter counter) {
        this.counter = counter;
    }

    @ExceptionHandler
    ResponseEntity<Object> problem(ProblemException problem) {
        return answer(problem, new HttpHeaders());
    }

    @ExceptionHandler({CannotCreateTransactionException.class, DataAccessResourceFailureException.class})
    ResponseEntity<Object> database(Exception failure) {
        LOG.atWarn()
                .addKeyValue("reason", failure.getClass().getSimpleName())
                .log("the platform database does not answer");
        return answer(
                ProblemException.retry(
                        ProblemType.UNAVAILABLE, "The platform's database does not answer now.", DATABASE_RETRY),
                new HttpHeaders());
    }

    /** Thrown on to the container, which answers a problem if nothing has gone out yet. */
    @ExceptionHandler
    void brokenOff(BrokenOffException failure) {
        throw failure;
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception failure) {
        LOG.atError().setCause(failure).log("a request failed unexpectedly");
        return answer(ProblemException.of(ProblemType.INTERNAL, "The failure was logged."), new HttpHeaders());
    }

    /** A path that cannot name anything names nothing: the same answer as for a name that is not taken. */
    @ExceptionHandler
    ResponseEntity<Object> mismatch(MethodArgumentTypeMismatchException mismatch) {
        if (mismatch.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return answer(ProblemException.notFound("resource"), new HttpHeaders());
        }
        String sentence = mismatch.getCause() instanceof IllegalArgumentException illegal
                        && illegal.getCause() instanceof IllegalArgumentException cause
                ? Objects.requireNonNullElse(cause.getMessage(), "is not valid")
                : "is not valid";
        return answer(ProblemException.invalid(mismatch.getName(), sentence), new HttpHeaders());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldError> errors = new ArrayList<>();
        failure.getFieldErrors().forEach(error -> errors.add(new FieldError(error.getField(), message(error))));
        failure.getGlobalErrors().forEach(error -> errors.add(new FieldError("", message(error))));
        return answer(ProblemException.invalid(errors), headers);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldError> errors = new ArrayList<>();
        for (ParameterValidationResult result : failure.getParameterValidationResults()) {
            if (result instanceof ParameterErrors body) {
                body.getFieldErrors().forEach(error -> errors.add(new FieldError(error.getField(), message(error))));
                body.getGlobalErrors().forEach(error -> errors.add(new FieldError("", message(error))));
            } else {
                String name =
                        Objects.requireNonNullElse(result.getMethodParameter().getParameterName(), "");
                result.getResolvableErrors().forEach(error -> errors.add(new FieldError(name, message(error))));
            }
        }
        return answer(ProblemException.invalid(errors), headers);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(UnreadableBody.problem(failure), headers);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleServletRequestBindingException(
            ServletRequestBindingException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(
                ProblemException.of(
                        ProblemType.INVALID_REQUEST, failure.getBody().getDetail() + ""),
                headers);
    }

    /** What is left of Spring's own exceptions, which know their status. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemType type = type(status.value());
        if (type == ProblemType.INTERNAL) {
            LOG.atError().setCause(failure).log("a request failed unexpectedly");
        }
        String detail = type == ProblemType.NOT_FOUND
                ? "There is no such resource."
                : body instanceof ProblemDetail own && own.getDetail() != null && type != ProblemType.INTERNAL
                        ? own.getDetail()
                        : "The failure was logged.";
        return answer(ProblemException.of(type, detail), headers);
    }

    static ProblemType type(int status) {
        return switch (status) {
            case 401 -> ProblemType.UNAUTHENTICATED;
            case 403 -> ProblemType.FORBIDDEN;
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 406 -> ProblemType.NOT_ACCEPTABLE;
            case 412 -> ProblemType.PRECONDITION_FAILED;
            case 413 -> ProblemType.CONTENT_TOO_LARGE;
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
            case 503 -> ProblemType.UNAVAILABLE;
            default -> status < 500 ? ProblemType.INVALID_REQUEST : ProblemType.INTERNAL;
        };
    }

    private ResponseEntity<Object> answer(ProblemException problem, HttpHeaders given) {
        counter.count(problem.type());
        HttpHeaders headers = new HttpHeaders();
        headers.putAll(given);
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        problem.retryAfter().ifPresent(wait -> headers.set(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(wait)));
        return new ResponseEntity<>(
                ProblemBody.of(problem), headers, problem.type().status());
    }

    private static String message(MessageSourceResolvable error) {
        return Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid");
    }
}
