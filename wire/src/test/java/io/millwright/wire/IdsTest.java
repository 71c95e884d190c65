package io.millwright.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    @Property
    void a_label_is_what_dns_1123_says(
            @ForAll
                    @StringLength(max = 66)
                    @CharRange(from = 'a', to = 'c')
                    @Chars({'-', '0', '9', 'A', '/', '+', '\n'})
                    String text) {
        assertThat(Label.is(text)).isEqualTo(text.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-a", "a-", "A", "a_b", "a.b", "a/b", "a+", "#", "*", "$sys", "a\0", "a\n", " a", "ácme", "асme",
                "a\u200b", "\uD800"
            })
    void strange_names_are_no_device_ids(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DeviceId(text));
    }

    @Test
    void a_label_has_at_most_63_characters() {
        assertThat(new DeviceId("a".repeat(63)).value()).hasSize(63);
        assertThatIllegalArgumentException().isThrownBy(() -> new DeviceId("a".repeat(64)));
    }

    @Test
    void no_site_is_called_service_because_its_devices_would_read_as_services() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SiteId("service"));
        assertThatIllegalArgumentException().isThrownBy(() -> new TenantId("platform"));
    }
}
