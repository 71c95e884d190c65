package io.millwright.quickstart.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Requests at a fixed rate, whatever becomes of those before (open loop). Each takes from when it was due to the last byte of
 * its answer, so that a server that falls behind is seen to.
 */
final class SteadyRequests implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final double NANOS_PER_MILLI = 1e6;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int perSecond;

    SteadyRequests(int perSecond) {
        this.perSecond = perSecond;
    }

    /**
     * What is asked.
     *
     * @param key of the API; empty for nobody's
     * @param holds what a right answer has in it
     */
    record Question(URI address, String key, String holds) {}

    /**
     * What came of it.
     *
     * @param byQuestion p95 in milliseconds of each question, in their order
     * @param wrong the first few answers that were not right
     */
    record Outcome(int asked, int right, double p95Millis, List<Double> byQuestion, List<String> wrong) {}

    private record Taken(double millis, String wrong) {}

    /** Asks the questions in turn. */
    Outcome ask(List<Question> questions, Duration duration) throws Exception {
        int count = Math.toIntExact(perSecond * duration.toSeconds());
        long interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        List<Future<Taken>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long begun = System.nanoTime();
            for (int i = 0; i < count; i++) {
                Question question = questions.get(i % questions.size());
                long due = begun + i * interval;
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                running.add(threads.submit(() -> one(question, due)));
            }
        }
        List<Double> millis = new ArrayList<>();
        List<List<Double>> each = new ArrayList<>();
        questions.forEach(_ -> each.add(new ArrayList<>()));
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Taken taken = running.get(i).get();
            millis.add(taken.millis());
            each.get(i % each.size()).add(taken.millis());
            if (!taken.wrong().isEmpty()) {
                wrong.add(taken.wrong());
            }
        }
        return new Outcome(
                count,
                count - wrong.size(),
                p95(millis),
                each.stream()
                        .filter(some -> !some.isEmpty())
                        .map(SteadyRequests::p95)
                        .toList(),
                wrong.stream().distinct().limit(3).toList());
    }

    private Taken one(Question question, long due) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(question.address()).timeout(PATIENCE).header("Accept", "application/json");
        if (!question.key().isEmpty()) {
            request.header("X-Api-Key", question.key());
        }
        String wrong = "";
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != OK || !answer.body().contains(question.holds())) {
                wrong = question.address().getPath() + " was answered " + answer.statusCode();
            }
        } catch (IOException e) {
            wrong = question.address().getPath() + " was not answered: " + e.getMessage();
        }
        return new Taken((System.nanoTime() - due) / NANOS_PER_MILLI, wrong);
    }

    private static double p95(List<Double> millis) {
        double[] sorted =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[(int) Math.ceil(0.95 * sorted.length) - 1];
    }

    static String text(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }

    @Override
    public void close() {
        http.close();
    }
}
