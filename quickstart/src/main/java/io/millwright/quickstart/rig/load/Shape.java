package io.millwright.quickstart.rig.load;

import java.nio.charset.StandardCharsets;

/**
 * What every message of a device looks like: so many tags, each with so many points one millisecond apart, and no gap in time
 * to the message before. Values are quarters, so that sums are exact; everything follows from the seq.
 */
public record Shape(int tags, int pointsPerTag) {

    private static final int VALUES = 8_000;
    private static final int QUARTERS = 4;
    private static final String[] FRACTIONS = {".0", ".25", ".5", ".75"};
    private static final long MODULUS = 1_000_003;

    /** Ten points a message. */
    public static final Shape TEN = new Shape(5, 2);

    /** Fifty points a message. */
    public static final Shape FIFTY = new Shape(10, 5);

    public int points() {
        return tags * pointsPerTag;
    }

    public static String tag(int index) {
        return "tag-" + index;
    }

    /** When the k-th point of a tag in a message is. */
    public long time(long base, long seq, int k) {
        return base + (seq - 1) * pointsPerTag + k;
    }

    /** In quarters. */
    public static int quarters(long seq, int tag, int k) {
        return (int) ((seq * 31 + tag * 7L + k * 3L) % VALUES);
    }

    /** What a point adds to its series' checksum; the oracle's SQL says the same. */
    static long check(long time, int quarters) {
        return time % MODULUS * (quarters + 1);
    }

    /** The message as version 2 has it. */
    public byte[] encode(String stream, long base, long seq) {
        StringBuilder json = new StringBuilder(64 + points() * 12 + tags * 24);
        json.append("{\"v\":2,\"stream\":\"")
                .append(stream)
                .append("\",\"seq\":")
                .append(seq);
        json.append(",\"t0\":").append(time(base, seq, 0)).append(",\"tags\":");
        for (int tag = 0; tag < tags; tag++) {
            json.append(tag == 0 ? '{' : ',').append("\"").append(tag(tag)).append("\":{\"dt\":");
            for (int k = 0; k < pointsPerTag; k++) {
                json.append(k == 0 ? '[' : ',').append(k);
            }
            json.append("],\"x\":");
            for (int k = 0; k < pointsPerTag; k++) {
                int quarters = quarters(seq, tag, k);
                json.append(k == 0 ? '[' : ',').append(quarters / QUARTERS).append(FRACTIONS[quarters % QUARTERS]);
            }
            json.append("]}");
        }
        return json.append("}}").toString().getBytes(StandardCharsets.US_ASCII);
    }
}
