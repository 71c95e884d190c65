package io.millwright.embeddedkubernetes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.embeddedkubernetes.builtin.BuiltInTypes;
import io.millwright.embeddedkubernetes.objects.Selector;
import io.millwright.embeddedkubernetes.registry.Registry;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.store.Store;
import io.millwright.embeddedkubernetes.store.Watcher;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WatchStreamTest {

    @Test
    @Timeout(value = 40, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void a_young_watch_that_nobody_reads_any_more_ends_before_a_minute_is_over() throws Exception {
        Served pods = Objects.requireNonNull(new Registry(BuiltInTypes.all(Clock.systemUTC())).find("", "v1", "pods"));
        WatchStream.Interest interest =
                new WatchStream.Interest(pods, "", Selector.of(pods, "", ""), Negotiation.JSON, "None", true, false);
        try (Store store = new Store(null)) {
            Watcher watcher = store.watch(pods.storage(), store.revision());
            WatchStream watch = new WatchStream(store, watcher, interest, null, 0, Duration.ofHours(1));

            assertThatThrownBy(() -> watch.to(new LeftConnection())).hasMessage("Broken pipe");

            assertThat(watcher.ended()).isTrue();
        }
    }

    /** Its reader leaves after the first bookmark; the operating system takes one more, and refuses the next. */
    private static final class LeftConnection extends OutputStream {

        private int bookmarks = -1;

        @Override
        public void write(int b) {}

        @Override
        public void flush() throws IOException {
            if (++bookmarks > 2) {
                throw new IOException("Broken pipe");
            }
        }
    }
}
