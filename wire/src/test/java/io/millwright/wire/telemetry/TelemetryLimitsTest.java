package io.millwright.wire.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TelemetryLimitsTest {

    private static final TelemetryLimits SMALL = new TelemetryLimits(1_000, 3, 8, 16, 2);

    private final TelemetryDecoder decoder = new TelemetryDecoder(TelemetryLimits.DEFAULT);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Refusal refusal(TelemetryDecoder decoder, String text) {
        byte[] payload = bytes(text);
        Points points = new Points(payload);
        TelemetryResult result = decoder.decode(payload, Points.WINDOW, points);
        assertThat(points.all()).isEmpty();
        assertThat(result).isInstanceOf(TelemetryResult.Refused.class);
        return ((TelemetryResult.Refused) result).reason();
    }

    private static String momentOf(int tags) {
        return IntStream.range(0, tags)
                .mapToObj(i -> "\"t" + i + "\":" + i)
                .collect(Collectors.joining(",", "{\"v\":1,\"ts\":1735689600000,\"m\":{", "}}"));
    }

    @Test
    void a_payload_larger_than_accepted_is_refused_unread() {
        String padding = " ".repeat(256 * 1024);
        assertThat(refusal(decoder, momentOf(1) + padding)).isEqualTo(Refusal.TOO_LARGE);
        ByteBuffer direct = ByteBuffer.allocateDirect(256 * 1024 + 1);
        assertThat(decoder.decode(direct, Points.WINDOW, new Points(new byte[0])))
                .isEqualTo(new TelemetryResult.Refused(Refusal.TOO_LARGE, 0, null));
    }

    @Test
    void ten_thousand_tags_in_one_message_are_refused_and_the_allowed_number_is_not() {
        assertThat(refusal(decoder, momentOf(10_000))).isEqualTo(Refusal.TOO_MANY_POINTS);
        byte[] full = bytes(momentOf(5_000));
        Points points = new Points(full);
        decoder.decode(full, Points.WINDOW, points);
        assertThat(points.good).hasSize(5_000);
    }

    @Test
    void points_of_columns_are_counted_over_all_tags_and_by_the_longest_array() {
        TelemetryDecoder small = new TelemetryDecoder(SMALL);
        String four =
                "{\"v\":2,\"t0\":1735689600000,\"tags\":{\"a\":{\"dt\":[0,1],\"x\":[1,2]},\"b\":{\"dt\":[0,1],\"x\":[]}}}";
        assertThat(refusal(small, four)).isEqualTo(Refusal.TOO_MANY_POINTS);
        String empty = "{\"v\":2,\"t0\":1735689600000,\"tags\":{\"a\":{},\"b\":{},\"c\":{},\"d\":{}}}";
        assertThat(refusal(small, empty)).isEqualTo(Refusal.TOO_MANY_POINTS);
    }

    @Test
    void a_message_of_too_many_points_can_still_be_receipted() {
        String text = momentOf(6_000).replace("\"ts\"", "\"stream\":\"k3x9\",\"seq\":7,\"ts\"");
        TelemetryResult result = decoder.decode(bytes(text), Points.WINDOW, new Points(new byte[0]));
        assertThat(((TelemetryResult.Refused) result).position()).isEqualTo(new MessagePosition("k3x9", 7));
    }

    @Test
    void a_tag_is_measured_in_bytes_of_utf_8_however_it_is_written() {
        byte[] payload = bytes("{\"v\":1,\"ts\":1735689600000,\"m\":{\"12345678\":1,\"1234567ä\":2,\"123456\\u00e4\":3,"
                + "\"1234567\\u00e4\":4}}");
        Points points = new Points(payload);
        new TelemetryDecoder(new TelemetryLimits(1_000, 9, 8, 16, 2)).decode(payload, Points.WINDOW, points);
        assertThat(points.good).containsExactly("12345678 @0 integer 1 192", "123456ä @0 integer 3 192");
        assertThat(points.bad).hasSize(2).allMatch(bad -> bad.startsWith("bad null bad_tag"));
    }

    @Test
    void nesting_of_ten_thousand_is_refused_whatever_field_it_is_in() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        assertThat(refusal(decoder, "{\"v\":1,\"z\":" + deep + "}")).isEqualTo(Refusal.TOO_DEEP);
        assertThat(refusal(decoder, "{\"v\":1,\"m\":{\"a\":" + deep + "}}")).isEqualTo(Refusal.TOO_DEEP);
        assertThat(refusal(decoder, "{\"v\":1,\"z\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_001)))
                .isEqualTo(Refusal.TOO_DEEP);
    }

    @Test
    void a_text_of_100_kilobytes_is_one_bad_point() {
        byte[] payload = bytes("{\"v\":1,\"ts\":1735689600000,\"m\":{\"a\":\"" + "x".repeat(100_000) + "\",\"b\":1}}");
        Points points = new Points(payload);
        decoder.decode(payload, Points.WINDOW, points);
        assertThat(points.good).containsExactly("b @0 integer 1 192");
        assertThat(points.bad).hasSize(1);
    }

    @Test
    void limits_are_positive() {
        assertThatThrownBy(() -> new TelemetryLimits(0, 1, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TelemetryLimits(1, 1, 1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
