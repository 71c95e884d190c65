package io.millwright.runtime.api;

/** What can go wrong with a call, as RFC 9457 names it. */
enum ProblemType {
    BAD_REQUEST("bad-request", 400, "The request is not valid"),
    FORBIDDEN("forbidden", 403, "Only the control plane may ask"),
    NOT_FOUND("not-found", 404, "There is no such thing"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "The method is not allowed here"),
    CONFLICT("conflict", 409, "The request contradicts an earlier one"),
    TOO_LARGE("too-large", 413, "The body is too large"),
    TOO_MANY("too-many-requests", 429, "Too much is asked at once"),
    FAULT("fault", 500, "The runtime failed"),
    UNAVAILABLE("unavailable", 503, "Something the answer needs is away");

    private final String slug;
    private final int status;
    private final String title;

    ProblemType(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    String slug() {
        return slug;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }
}
