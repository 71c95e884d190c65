package io.millwright.edge.buffer;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** CRC-32C: tells bytes that the disk gave back from those that were written. */
final class Checksum {

    static long of(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }

    static long of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    private Checksum() {}
}
