package io.millwright.edge.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millwright.edge.buffer.Buffer;
import io.millwright.edge.buffer.BufferLimits;
import io.millwright.edge.buffer.Journal;
import io.millwright.edge.config.Configuration;
import io.millwright.edge.fixture.BlackHole;
import io.millwright.edge.fixture.TestBroker;
import io.millwright.edge.fixture.TestPlatform;
import io.millwright.edge.fixture.TestRuntime;
import io.millwright.edge.normalize.Point;
import io.millwright.edge.normalize.Quality;
import io.millwright.edge.state.StateDirectory;
import io.millwright.edge.trust.Credentials;
import io.millwright.edge.trust.PlatformTrust;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network between agent and broker that swallows everything and says nothing. */
class HalfOpenIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @Test
    void a_connection_that_is_dead_is_left_within_one_and_a_half_keepalives_and_nothing_is_lost() throws Exception {
        TestPlatform platform = new TestPlatform();
        try (TestBroker broker = TestBroker.start(platform, directory.resolve("broker"), 0);
                TestRuntime runtime = new TestRuntime(platform, broker);
                BlackHole network = BlackHole.before(broker.port());
                Buffer buffer = new Buffer(
                        directory.resolve("buffer.db"),
                        directory.resolve("corrupt"),
                        BufferLimits.DEFAULT,
                        Journal.none())) {
            StateDirectory state = platform.enrolled(directory.resolve("state"), URI.create("mqtts://127.0.0.1:1"), "");
            Credentials credentials = Credentials.load(state);
            try (Uplink uplink = new Uplink(
                    new BrokerAddress("127.0.0.1", network.port()),
                    PlatformTrust.of(platform.root.identity().certificate()),
                    buffer,
                    new Lone(credentials),
                    Clock.systemUTC())) {
                uplink.start();
                append(buffer, uplink);
                await().atMost(SOON).until(() -> runtime.stored.size() == 1);
                network.swallow(true);
                append(buffer, uplink);

                await().atMost(BrokerSession.KEEP_ALIVE.multipliedBy(3).dividedBy(2))
                        .until(() -> !uplink.status().connected());
                network.swallow(false);

                await().atMost(Duration.ofSeconds(60)).until(() -> runtime.stored.size() == 2);
                assertThat(runtime.stored).doesNotHaveDuplicates();
            }
        }
    }

    private static void append(Buffer buffer, Uplink uplink) throws Exception {
        buffer.append(List.of(new Point("n", System.currentTimeMillis(), 1L, Quality.GOOD, null)));
        uplink.appended();
    }

    private record Lone(Credentials credentials) implements Platform {

        @Override
        public Optional<Configuration> configuration() {
            return Optional.empty();
        }

        @Override
        public Optional<byte[]> acknowledgement() {
            return Optional.empty();
        }

        @Override
        public byte[] offer(byte[] jws) {
            return new byte[0];
        }

        @Override
        public Optional<byte[]> command(byte[] body) {
            return Optional.empty();
        }
    }
}
