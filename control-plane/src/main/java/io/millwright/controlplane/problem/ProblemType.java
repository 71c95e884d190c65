package io.millwright.controlplane.problem;

import org.springframework.http.HttpStatus;

/** Every kind of problem the API answers with; each has a page in {@code docs/problems}. */
public enum ProblemType {
    INVALID_REQUEST("invalid-request", HttpStatus.BAD_REQUEST, "The request is not valid"),
    UNAUTHENTICATED("unauthenticated", HttpStatus.UNAUTHORIZED, "No valid API key or access token was given"),
    FORBIDDEN("forbidden", HttpStatus.FORBIDDEN, "The caller may not do this"),
    TENANT_SUSPENDED(
            "tenant-suspended", HttpStatus.FORBIDDEN, "The tenant is suspended: it can be read and not changed"),
    NOT_FOUND("not-found", HttpStatus.NOT_FOUND, "There is no such thing, or the caller may not see it"),
    METHOD_NOT_ALLOWED("method-not-allowed", HttpStatus.METHOD_NOT_ALLOWED, "The resource does not know this method"),
    NOT_ACCEPTABLE("not-acceptable", HttpStatus.NOT_ACCEPTABLE, "None of the accepted media types can be given"),
    CONFLICT("conflict", HttpStatus.CONFLICT, "The present state does not allow this"),
    FIELD_CONFLICT("field-conflict", HttpStatus.CONFLICT, "Somebody else owns a field of the resource"),
    PRECONDITION_FAILED(
            "precondition-failed", HttpStatus.PRECONDITION_FAILED, "It is not at the revision that was expected"),
    CONTENT_TOO_LARGE("content-too-large", HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(
            "unsupported-media-type", HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body's media type is not understood"),
    MISDIRECTED_REQUEST("misdirected-request", HttpStatus.MISDIRECTED_REQUEST, "This server is not the named host"),
    IDEMPOTENCY_MISMATCH(
            "idempotency-mismatch",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The Idempotency-Key was used with another request"),
    ENROLLMENT_REFUSED("enrollment-refused", HttpStatus.FORBIDDEN, "The claim code lets nobody in"),
    SIGN_IN_REFUSED("sign-in-refused", HttpStatus.UNAUTHORIZED, "Nobody was signed in"),
    FOREIGN_PAGE("foreign-page", HttpStatus.FORBIDDEN, "The request does not come from the portal"),
    LINK_INVALID("link-invalid", HttpStatus.BAD_REQUEST, "The link opens nothing any more"),
    TOO_MANY_REQUESTS("too-many-requests", HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
    INTERNAL("internal", HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side"),
    UNAVAILABLE("unavailable", HttpStatus.SERVICE_UNAVAILABLE, "A part that is needed does not answer now");

    private final String slug;
    private final HttpStatus status;
    private final String title;

    ProblemType(String slug, HttpStatus status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    public String slug() {
        return slug;
    }

    public HttpStatus status() {
        return status;
    }

    public String title() {
        return title;
    }
}
