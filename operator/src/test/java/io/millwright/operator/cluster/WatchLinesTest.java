package io.millwright.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchLinesTest {

    private static final AsyncBody NO_BODY = new AsyncBody() {
        @Override
        public void consume() {}

        @Override
        public CompletableFuture<Void> done() {
            return new CompletableFuture<>();
        }

        @Override
        public void cancel() {}
    };

    private final WatchLines lines = new WatchLines();
    private final List<String> tickets = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();

    /** What the library makes of a piece. */
    private void library(List<ByteBuffer> pieces, AsyncBody body) {
        for (ByteBuffer piece : pieces) {
            String text = new String(StandardCharsets.UTF_8.decode(piece).array());
            assertThat(text).endsWith("\n");
            String ticket = text.substring(0, text.length() - 1);
            tickets.add(ticket);
            seen.add(new String(lines.line(ticket).orElseThrow(), StandardCharsets.UTF_8));
        }
    }

    private AsyncBody.Consumer<List<ByteBuffer>> of(String query) {
        return lines.consumer(
                this::library,
                new StandardHttpRequest(Map.of(), URI.create("https://api/v1/secrets" + query), "GET", null));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void every_line_is_whole_however_it_arrives(int piece) throws Exception {
        byte[] sent = "{\"a\":\"Mühle €\"}\n{}\n\n{\"b\":\"😀\"}\nnot yet".getBytes(StandardCharsets.UTF_8);
        AsyncBody.Consumer<List<ByteBuffer>> watch = of("?allowWatchBookmarks=true&watch=true");

        for (int i = 0; i < sent.length; i += piece) {
            watch.consume(List.of(ByteBuffer.wrap(sent, i, Math.min(piece, sent.length - i))), NO_BODY);
        }

        assertThat(seen).containsExactly("{\"a\":\"Mühle €\"}", "{}", "", "{\"b\":\"😀\"}");
    }

    @Test
    void a_line_is_forgotten_when_it_was_looked_at() throws Exception {
        of("?watch=true").consume(List.of(ByteBuffer.wrap("{}\n".getBytes(StandardCharsets.UTF_8))), NO_BODY);

        assertThat(tickets)
                .hasSize(1)
                .allSatisfy(ticket -> assertThat(lines.line(ticket)).isEmpty());
    }

    @Test
    void streams_do_not_mix() throws Exception {
        AsyncBody.Consumer<List<ByteBuffer>> one = of("?watch=true");
        AsyncBody.Consumer<List<ByteBuffer>> other = of("?watch=true");

        one.consume(List.of(ByteBuffer.wrap("{\"of\":".getBytes(StandardCharsets.UTF_8))), NO_BODY);
        other.consume(List.of(ByteBuffer.wrap("{\"b\":2}\n".getBytes(StandardCharsets.UTF_8))), NO_BODY);
        one.consume(List.of(ByteBuffer.wrap("1}\n".getBytes(StandardCharsets.UTF_8))), NO_BODY);

        assertThat(seen).containsExactly("{\"b\":2}", "{\"of\":1}");
    }

    @Test
    void what_is_no_watch_is_left_alone() {
        AsyncBody.Consumer<List<ByteBuffer>> library = this::library;

        assertThat(lines.consumer(
                        library,
                        new StandardHttpRequest(Map.of(), URI.create("https://api/v1/secrets?limit=5"), "GET", null)))
                .isSameAs(library);
    }
}
