package io.millwright.controlplane.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code valid-<what>.pem} are accepted, {@code invalid-<FAULT>-<what>.pem} are refused for that fault. */
class CsrCorpusTest {

    static List<String> valid() throws IOException {
        return files("valid-");
    }

    static List<String> invalid() throws IOException {
        return files("invalid-");
    }

    @ParameterizedTest
    @MethodSource("valid")
    void what_a_device_may_ask_for_is_accepted(String file) throws IOException {
        assertThat(CsrReader.readPem(text(file))).isInstanceOf(CsrReading.Accepted.class);
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void anything_else_is_refused_for_what_is_wrong_with_it(String file) throws IOException {
        CsrFault fault = CsrFault.valueOf(file.split("-")[1]);

        assertThat(CsrReader.readPem(text(file))).isEqualTo(new CsrReading.Refused(fault));
    }

    @Test
    void every_fault_has_an_example() throws IOException {
        Set<CsrFault> shown = invalid().stream()
                .map(file -> CsrFault.valueOf(file.split("-")[1]))
                .collect(Collectors.toSet());

        assertThat(shown).isEqualTo(EnumSet.allOf(CsrFault.class));
    }

    @Test
    void no_cut_of_a_good_request_and_no_changed_byte_is_accepted() throws IOException {
        String pem = text("valid-p256-no-subject.pem");
        byte[] der = java.util.Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        for (int i = 0; i < der.length; i++) {
            byte[] changed = der.clone();
            changed[i] ^= 0x01;
            assertThat(CsrReader.readDer(changed)).as("byte %d", i).isInstanceOf(CsrReading.Refused.class);
            assertThat(CsrReader.readDer(java.util.Arrays.copyOf(der, i)))
                    .as("first %d", i)
                    .isInstanceOf(CsrReading.Refused.class);
        }
    }

    private static List<String> files(String prefix) throws IOException {
        try (Stream<Path> all = Files.list(directory())) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    private static String text(String file) throws IOException {
        return Files.readString(directory().resolve(file));
    }

    private static Path directory() {
        try {
            return Path.of(Objects.requireNonNull(CsrCorpusTest.class.getResource("/csr"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
