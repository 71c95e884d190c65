package io.millwright.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the machine's firmware says it is. */
record MachineLabel(Optional<String> serial, String model) {

    private static final int LONGEST = 128;
    private static final List<String> SERIALS =
            List.of("/sys/class/dmi/id/product_serial", "/proc/device-tree/serial-number", "/etc/machine-id");
    private static final List<String> MODELS = List.of("/sys/class/dmi/id/product_name", "/proc/device-tree/model");

    static MachineLabel read() {
        return new MachineLabel(first(SERIALS), first(MODELS).orElse("unknown"));
    }

    private static Optional<String> first(List<String> files) {
        return files.stream().map(MachineLabel::line).flatMap(Optional::stream).findFirst();
    }

    /** Firmware that was never told its number says so in as many words as there are makers. */
    private static Optional<String> line(String file) {
        try {
            String text = Files.readString(Path.of(file)).replace("\0", "").strip();
            boolean good = !text.isEmpty()
                    && text.length() <= LONGEST
                    && text.chars().allMatch(c -> c >= 0x20 && c <= 0x7E)
                    && !text.toLowerCase(Locale.ROOT).matches("(to be filled.*|default string|none|not specified|0+)");
            return good ? Optional.of(text) : Optional.empty();
        } catch (IOException | SecurityException e) {
            return Optional.empty();
        }
    }
}
