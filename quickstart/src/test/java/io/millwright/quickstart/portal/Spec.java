package io.millwright.quickstart.portal;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The result of one browser test.
 *
 * @param complaint empty if it passed
 */
record Spec(String name, String complaint) {

    /** Of Playwright's JSON report; suites lie in suites. */
    static List<Spec> of(JsonNode report) {
        List<Spec> specs = new ArrayList<>();
        report.path("errors").forEach(error -> specs.add(new Spec("the run", message(error))));
        report.path("suites").forEach(suite -> gather(suite, specs));
        return specs;
    }

    private static void gather(JsonNode suite, List<Spec> specs) {
        String file = suite.path("file").asString("");
        suite.path("specs")
                .forEach(spec ->
                        specs.add(new Spec(file + ": " + spec.path("title").asString(""), complaint(spec))));
        suite.path("suites").forEach(inner -> gather(inner, specs));
    }

    private static String complaint(JsonNode spec) {
        if (spec.path("ok").asBoolean(false)
                && !spec.path("tests").path(0).path("status").asString("").equals("skipped")) {
            return "";
        }
        StringBuilder sentences = new StringBuilder();
        spec.path("tests")
                .forEach(test -> test.path("results")
                        .forEach(result -> result.path("errors")
                                .forEach(error ->
                                        sentences.append(message(error)).append('\n'))));
        return sentences.isEmpty() ? "it did not run: a test before it failed" : sentences.toString();
    }

    private static String message(JsonNode error) {
        return error.path("message").asString("no reason given").replaceAll("\u001b\\[[0-9;]*m", "");
    }

    void verify() {
        if (!complaint.isEmpty()) {
            throw new AssertionError(complaint);
        }
    }
}
