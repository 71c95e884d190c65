package io.millwright.wire.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class JsonTextTest {

    private static JsonScanner scanner(byte[] json) {
        JsonScanner scanner = new JsonScanner(2);
        scanner.begin(json, 0, json.length);
        return scanner;
    }

    @Property(tries = 2_000)
    void a_text_is_read_as_it_was_written_unless_no_database_could_store_it(@ForAll String text) {
        JsonScanner scanner = scanner(new JsonWriter().text(text).toBytes());
        assertThat(scanner.take()).isEqualTo(JsonScanner.Kind.STRING);
        assertThat(scanner.fault()).isNull();
        boolean storable =
                text.indexOf(0) < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
        assertThat(scanner.text()).isEqualTo(storable ? text : null);
    }

    /** The JDK's decoder is the oracle for what is UTF-8. */
    @Property(tries = 20_000)
    void bytes_are_taken_for_text_exactly_if_they_are_utf_8(@ForAll @Size(min = 1, max = 5) byte[] bytes) {
        byte[] json = new byte[bytes.length + 2];
        json[0] = '"';
        for (int i = 0; i < bytes.length; i++) {
            // Only what is above ASCII is of interest here, and mostly what can begin or continue a sequence.
            json[i + 1] = (byte) (bytes[i] | 0x80);
        }
        json[json.length - 1] = '"';
        JsonScanner scanner = scanner(json);
        scanner.take();
        assertThat(scanner.fault()).isEqualTo(isUtf8(json) ? null : JsonScanner.Fault.NOT_UTF8);
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
