package io.millwright.wire.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.wire.telemetry.SeqRange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ReceiptCodecTest {

    private static ReceiptCodec.Reading decode(String text) {
        return ReceiptCodec.decode(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 500)
    void a_receipt_is_read_as_it_was_written(
            @ForAll @Size(max = 64) List<@IntRange(min = 0, max = 1_000_000) Integer> lengths,
            @ForAll @IntRange(max = 86_400_000) int millis,
            @ForAll Hold.Reason reason) {
        List<SeqRange> missing = new ArrayList<>();
        long at = 1;
        for (int length : lengths) {
            missing.add(new SeqRange(at, at + length));
            at += length + 2L;
        }
        Hold hold = millis == 0 ? null : new Hold(Duration.ofMillis(millis), reason);
        Receipt receipt = new Receipt("k3x9", at, missing, hold);
        assertThat(ReceiptCodec.decode(ReceiptCodec.encode(receipt))).isEqualTo(new ReceiptCodec.Reading.Read(receipt));
    }

    @Property(tries = 5_000)
    void bytes_of_any_kind_are_read_or_refused(@ForAll byte[] bytes) {
        assertThat(ReceiptCodec.decode(bytes)).isInstanceOf(ReceiptCodec.Reading.Unreadable.class);
    }

    @Example
    void a_receipt_looks_like_the_contract() {
        Receipt receipt = new Receipt(
                "k3x9",
                42,
                List.of(new SeqRange(3, 3), new SeqRange(7, 9)),
                new Hold(Duration.ofSeconds(30), Hold.Reason.QUOTA));
        assertThat(ReceiptCodec.encode(receipt))
                .asString()
                .isEqualTo("{\"stream\":\"k3x9\",\"committed\":42,\"missing\":[[3,3],[7,9]],"
                        + "\"hold\":{\"ms\":30000,\"reason\":\"quota\"}}");
    }

    @Example
    void fields_of_a_later_version_are_passed_over() {
        assertThat(decode("{\"new\":{\"a\":[1]},\"missing\":[],\"committed\":0,\"stream\":\"k3x9\",\"hold\":null}"))
                .isEqualTo(new ReceiptCodec.Reading.Read(new Receipt("k3x9", 0, List.of(), null)));
    }

    @Example
    void nothing_is_deleted_on_the_ground_of_a_receipt_that_is_not_as_agreed() {
        String good = "\"stream\":\"k3x9\",\"committed\":9,\"missing\":[[1,2]]";
        assertThat(decode("{" + good + "}")).isInstanceOf(ReceiptCodec.Reading.Read.class);
        List<String> bad = List.of(
                "",
                "[]",
                "{}",
                "{" + good,
                "{" + good + "}x",
                "{" + good + ",\"committed\":10}",
                "{" + good.replace("9", "-1") + "}",
                "{" + good.replace(":9", ":9.5") + "}",
                "{" + good.replace(":9", ":9007199254740992") + "}",
                "{" + good.replace(":9", ":1") + "}",
                "{" + good.replace("k3x9", "") + "}",
                "{" + good.replace("[[1,2]]", "null") + "}",
                "{" + good.replace("[[1,2]]", "[[2,1]]") + "}",
                "{" + good.replace("[[1,2]]", "[[4,5],[1,2]]") + "}",
                "{" + good.replace("[[1,2]]", "[[1,2],[3,4]]") + "}",
                "{" + good + ",\"hold\":{\"ms\":0,\"reason\":\"quota\"}}",
                "{" + good + ",\"hold\":{\"ms\":5,\"reason\":\"mood\"}}",
                "{" + good + ",\"hold\":{\"ms\":86400001,\"reason\":\"quota\"}}",
                "{" + good + ",\"hold\":5}",
                " ".repeat(20_000));
        assertThat(bad)
                .allSatisfy(text -> assertThat(decode(text)).isInstanceOf(ReceiptCodec.Reading.Unreadable.class));
    }

    @Example
    void a_receipt_or_hold_that_makes_no_sense_cannot_be_made() {
        assertThatThrownBy(() -> new Receipt("k3x9", 5, List.of(new SeqRange(5, 6)), null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Receipt("a b", 5, List.of(), null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Hold(Duration.ZERO, Hold.Reason.OVERLOAD))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
