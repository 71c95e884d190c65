package io.millwright.quickstart.rig.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitDelayTest {

    private static final byte[] COMMIT = {'C', 0, 0, 0, 11, 'C', 'O', 'M', 'M', 'I', 'T', 0};
    private static final byte[] READY = {'Z', 0, 0, 0, 5, 'I'};
    private static final byte[] EMPTY = {'n', 0, 0, 0, 4};
    /** A row whose bytes read like a commit. */
    private static final byte[] ROW = {'D', 0, 0, 0, 16, 'C', 0, 0, 0, 11, 'C', 'O', 'M', 'M', 'I', 'T', 0};

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 7, 100})
    void commits_are_found_by_the_framing_however_the_bytes_are_cut(int chunk) throws Exception {
        CommitDelay delay = new CommitDelay();
        delay.set(Duration.ofMillis(1));
        Tap tap = delay.get();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (byte[] message : new byte[][] {READY, ROW, COMMIT, READY, EMPTY, COMMIT, ROW}) {
            stream.writeBytes(message);
        }
        byte[] all = stream.toByteArray();

        tap.passing(new byte[] {'N'}, 1); // no TLS
        for (int at = 0; at < all.length; at += chunk) {
            int length = Math.min(chunk, all.length - at);
            byte[] piece = new byte[length];
            System.arraycopy(all, at, piece, 0, length);
            tap.passing(piece, length);
        }

        assertThat(delay.commits()).isEqualTo(2);
    }
}
