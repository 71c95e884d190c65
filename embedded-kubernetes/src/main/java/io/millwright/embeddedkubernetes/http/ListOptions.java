package io.millwright.embeddedkubernetes.http;

import io.millwright.embeddedkubernetes.objects.Refusals;
import io.millwright.embeddedkubernetes.resource.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a list or watch is asked to be. */
record ListOptions(
        String version, String match, String limit, String continuation, String timeout, String initialEvents) {

    static ListOptions of(Request request) {
        return new ListOptions(
                request.option("resourceVersion"),
                request.option("resourceVersionMatch"),
                request.option("limit"),
                request.option("continue"),
                request.option("timeoutSeconds"),
                request.option("sendInitialEvents"));
    }

    void check(boolean watch) {
        List<FieldError> errors = new ArrayList<>();
        if (!initialEvents.isEmpty()) {
            if (!watch) {
                if (!match.isEmpty() && version.isEmpty()) {
                    errors.add(forbidden(
                            "resourceVersionMatch",
                            "resourceVersionMatch is forbidden unless resourceVersion is provided"));
                }
                errors.add(forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"));
            } else if (!match.equals("NotOlderThan")) {
                errors.add(forbidden(
                        "resourceVersionMatch",
                        "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
            }
        } else if (!match.isEmpty()) {
            if (watch) {
                errors.add(forbidden(
                        "resourceVersionMatch",
                        "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
            } else {
                checkMatch(errors);
            }
        }
        if (!errors.isEmpty()) {
            throw Refusals.invalid("meta.k8s.io", "ListOptions", "", errors);
        }
        if (!limit.isEmpty()) {
            number(limit, "strconv.ParseInt");
        }
        if (!continuation.isEmpty() && !version.isEmpty() && !version.equals("0")) {
            throw Refusals.badRequest("specifying resource version is not allowed when using continue");
        }
        revision();
    }

    private void checkMatch(List<FieldError> errors) {
        if (version.isEmpty()) {
            errors.add(forbidden(
                    "resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided"));
        }
        if (!continuation.isEmpty()) {
            errors.add(
                    forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided"));
        }
        if (!match.equals("Exact") && !match.equals("NotOlderThan")) {
            errors.add(new FieldError(
                    "FieldValueNotSupported",
                    "resourceVersionMatch",
                    "Unsupported value: \"" + match + "\": supported values: \"Exact\", \"NotOlderThan\", \"\""));
        }
        if (match.equals("Exact") && version.equals("0")) {
            errors.add(forbidden(
                    "resourceVersionMatch", "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
        }
    }

    private static FieldError forbidden(String field, String sentence) {
        return new FieldError("FieldValueForbidden", field, "Forbidden: " + sentence);
    }

    boolean sendInitialEvents() {
        return initialEvents.equals("true");
    }

    boolean sendInitialEventsRefused() {
        return initialEvents.equals("false");
    }

    boolean exact() {
        return match.equals("Exact");
    }

    /** A list of any version comes from Kubernetes' cache, which knows no pages. */
    long effectiveLimit() {
        return version.equals("0") || limit.isEmpty() ? 0 : number(limit, "strconv.ParseInt");
    }

    long timeoutSeconds() {
        return timeout.isEmpty() ? 0 : number(timeout, "strconv.ParseInt");
    }

    long revision() {
        if (version.isEmpty()) {
            return 0;
        }
        try {
            return Long.parseUnsignedLong(version);
        } catch (NumberFormatException e) {
            throw Refusals.badRequest("invalid resource version: resourceVersion: Invalid value: \"" + version
                    + "\": strconv.ParseUint: parsing \"" + version + "\": invalid syntax");
        }
    }

    @Nullable
    ContinueToken token() {
        return continuation.isEmpty() ? null : ContinueToken.decoded(continuation);
    }

    private static long number(String text, String function) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Refusals.badRequest(function + ": parsing \"" + text + "\": invalid syntax");
        }
    }
}
