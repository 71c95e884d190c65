package io.millwright.wire.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ClaimCodeTest {

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static ClaimCode ofHex(String hex) {
        return ClaimCode.ofBits(HexFormat.of().parseHex(hex));
    }

    /** Computed apart from this code, with the definition at hand. */
    @Example
    void known_numbers_have_their_known_codes() {
        assertThat(ofHex("00".repeat(16)).text()).isEqualTo("MW000000000000000000000000000");
        assertThat(ofHex("00".repeat(15) + "01").text()).isEqualTo("MW000000000000000000000000011");
        assertThat(ofHex("ff".repeat(16)).text()).isEqualTo("MW7ZZZZZZZZZZZZZZZZZZZZZZZZZ*");
        assertThat(ofHex("000102030405060708090a0b0c0d0e0f").text()).isEqualTo("MW00041061050R3GG28A1C60T3GF6");
    }

    @Property
    void a_code_writes_its_number_and_the_rest_of_it_modulo_37(@ForAll @Size(16) byte[] bits) {
        BigInteger number = new BigInteger(1, bits);
        String text = ClaimCode.ofBits(bits).text();
        BigInteger written = BigInteger.ZERO;
        for (char c : text.substring(2, 28).toCharArray()) {
            written = written.shiftLeft(5).add(BigInteger.valueOf(DIGITS.indexOf(c)));
        }
        assertThat(written).isEqualTo(number);
        assertThat(text.charAt(28))
                .isEqualTo((DIGITS + "*~$=U")
                        .charAt(number.mod(BigInteger.valueOf(37)).intValue()));
    }

    @Property
    void a_code_is_read_however_a_person_writes_it(@ForAll @Size(16) byte[] bits, @ForAll Random random) {
        ClaimCode code = ClaimCode.ofBits(bits);
        assertThat(ClaimCode.parse(code.text())).contains(code);
        assertThat(ClaimCode.parse(code.grouped())).contains(code);
        assertThat(ClaimCode.parse(" " + code.grouped().toLowerCase(Locale.ROOT).replace('-', ' ') + "\n"))
                .contains(code);
        StringBuilder typed = new StringBuilder();
        for (char c : code.text().toCharArray()) {
            String ways = c == '0' ? "0Oo" : c == '1' ? "1IiLl" : "" + c + Character.toLowerCase(c);
            typed.append(ways.charAt(random.nextInt(ways.length()))).append(random.nextInt(5) == 0 ? "-" : "");
        }
        assertThat(ClaimCode.parse(typed.toString())).contains(code);
    }

    @Property
    void one_wrong_character_is_noticed(
            @ForAll @Size(16) byte[] bits,
            @ForAll @IntRange(min = 2, max = 27) int at,
            @ForAll @IntRange(max = 31) int value) {
        String text = ClaimCode.ofBits(bits).text();
        char other = DIGITS.charAt(value);
        if (other != text.charAt(at)) {
            assertThat(ClaimCode.parse(text.substring(0, at) + other + text.substring(at + 1)))
                    .isEmpty();
        }
    }

    @Property
    void two_swapped_characters_are_noticed(
            @ForAll @Size(16) byte[] bits, @ForAll @IntRange(min = 2, max = 26) int at) {
        StringBuilder text = new StringBuilder(ClaimCode.ofBits(bits).text());
        char first = text.charAt(at);
        char second = text.charAt(at + 1);
        text.setCharAt(at, second);
        text.setCharAt(at + 1, first);
        assertThat(ClaimCode.parse(text.toString()).isEmpty()).isEqualTo(first != second);
    }

    @Example
    void what_is_no_code_is_refused_without_a_word() {
        String good = ofHex("000102030405060708090a0b0c0d0e0f").text();
        List<String> bad = List.of(
                "",
                "MW",
                good.substring(0, 28),
                good + "0",
                good.substring(2),
                "WM" + good.substring(2),
                good.replace("G28", "U28"),
                good.replace("G28", "*28"),
                good.replace("G28", "\u044128"),
                good.replace('6', '\uff16'),
                good.replace("MW", "\uff2dW"),
                "MW8" + "0".repeat(25) + "0",
                good + "-".repeat(200),
                "MW" + "=".repeat(27),
                "\u0000".repeat(29));
        assertThat(bad).allSatisfy(text -> assertThat(ClaimCode.parse(text)).isEmpty());
        // More than 128 bits, though the check symbol is right: 8 * 32^25 mod 37.
        BigInteger tooMuch = BigInteger.valueOf(8).shiftLeft(125);
        char check =
                (DIGITS + "*~$=U").charAt(tooMuch.mod(BigInteger.valueOf(37)).intValue());
        assertThat(ClaimCode.parse("MW8" + "0".repeat(25) + check)).isEmpty();
    }

    @Example
    void codes_are_random_grouped_for_reading_and_hidden_in_logs() {
        Set<String> texts = new HashSet<>();
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 1_000; i++) {
            texts.add(ClaimCode.random(random).text());
        }
        assertThat(texts).hasSize(1_000);
        ClaimCode code = ofHex("000102030405060708090a0b0c0d0e0f");
        assertThat(code.grouped()).isEqualTo("MW-0004-1061-050R-3GG2-8A1C-60T3-GF6");
        assertThat(code.toString()).doesNotContain("0004");
        assertThat(code).isEqualTo(ofHex("000102030405060708090a0b0c0d0e0f")).isNotEqualTo(ofHex("00".repeat(16)));
    }
}
