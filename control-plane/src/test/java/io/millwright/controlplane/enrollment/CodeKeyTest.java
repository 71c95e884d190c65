package io.millwright.controlplane.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.wire.enrollment.ClaimCode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CodeKeyTest {

    private static final CodeKey KEY = new CodeKey(new byte[CodeKey.BYTES]);
    private static final byte[] NONCE = new byte[16];

    @Test
    void the_same_three_give_the_same_code_and_any_other_another() {
        ClaimCode code = KEY.derive(NONCE, "caller", 0);
        byte[] otherKey = new byte[CodeKey.BYTES];
        otherKey[0] = 1;
        byte[] otherNonce = NONCE.clone();
        otherNonce[15] = 1;

        assertThat(KEY.derive(NONCE, "caller", 0)).isEqualTo(code);
        assertThat(new CodeKey(otherKey).derive(NONCE, "caller", 0)).isNotEqualTo(code);
        assertThat(KEY.derive(otherNonce, "caller", 0)).isNotEqualTo(code);
        assertThat(KEY.derive(NONCE, "caller2", 0)).isNotEqualTo(code);
        assertThat(KEY.derive(NONCE, "caller", 1)).isNotEqualTo(code);
    }

    @Test
    void a_code_is_hashed_the_same_however_it_was_typed_and_with_the_key() {
        ClaimCode code = KEY.derive(NONCE, "caller", 0);
        ClaimCode typed = ClaimCode.parse(code.grouped().toLowerCase(java.util.Locale.ROOT))
                .orElseThrow();
        byte[] otherKey = new byte[CodeKey.BYTES];
        Arrays.fill(otherKey, (byte) 7);

        assertThat(KEY.hash(typed)).isEqualTo(KEY.hash(code));
        assertThat(new CodeKey(otherKey).hash(code)).isNotEqualTo(KEY.hash(code));
        assertThat(KEY).hasToString("CodeKey[hidden]");
    }

    @Test
    void short_codes_are_read_as_people_type_them() {
        assertThat(DeviceCodes.normal("7k3q-9xwe")).isEqualTo("7K3Q9XWE");
        assertThat(DeviceCodes.normal(" OIL0 1 l- ")).isEqualTo("011011");
    }
}
