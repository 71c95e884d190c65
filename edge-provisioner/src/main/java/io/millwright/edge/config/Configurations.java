package io.millwright.edge.config;

import io.millwright.edge.state.DurableFile;
import io.millwright.edge.state.StateDirectory;
import io.millwright.wire.CertificateIdentity;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The configuration in force, and the rule by which another takes its place. For one thread. */
public final class Configurations {

    private final StateDirectory state;
    private final ConfigurationKey key;
    private final CertificateIdentity.Device device;
    private @Nullable Configuration current;
    private String currentText = "";

    /** What became of a configuration that came in. */
    public sealed interface Offer {

        /** It is newer, on disk, and to be put in force. */
        record Accepted(Configuration configuration) implements Offer {}

        /** It is the one in force: the broker keeps it and sends it at each connection. */
        record Known(Configuration configuration) implements Offer {}

        /** The one before stays in force. */
        record Refused(String sentence) implements Offer {}
    }

    public Configurations(StateDirectory state, ConfigurationKey key, CertificateIdentity.Device device) {
        this.state = state;
        this.key = key;
        this.device = device;
    }

    /** Reads the one on disk; empty if it is missing or does not verify, and then the broker's retained one is waited for. */
    public Optional<Configuration> load() throws IOException {
        try {
            String text = Files.readString(state.configuration(), StandardCharsets.US_ASCII)
                    .strip();
            if (ConfigurationReading.of(text, key, device) instanceof ConfigurationReading.Good(Configuration good)) {
                current = good;
                currentText = text;
            }
        } catch (NoSuchFileException | CharacterCodingException e) {
            return Optional.empty();
        }
        return current();
    }

    public Optional<Configuration> current() {
        return Optional.ofNullable(current);
    }

    /** Judges a text, and keeps it durably if it is to be put in force. */
    public Offer offer(String jws) throws IOException {
        return switch (ConfigurationReading.of(jws, key, device)) {
            case ConfigurationReading.Refused(String sentence) -> new Offer.Refused(sentence);
            case ConfigurationReading.Good(Configuration offered) -> judge(jws, offered);
        };
    }

    private Offer judge(String jws, Configuration offered) throws IOException {
        Configuration kept = current;
        if (kept != null && offered.version() == kept.version()) {
            return jws.equals(currentText) || offered.equals(kept)
                    ? new Offer.Known(kept)
                    : new Offer.Refused("the configuration has the version of another one");
        }
        if (kept != null && offered.version() < kept.version()) {
            return new Offer.Refused("the configuration is older than the one in force");
        }
        DurableFile.write(state.configuration(), jws.getBytes(StandardCharsets.US_ASCII));
        current = offered;
        currentText = jws;
        return new Offer.Accepted(offered);
    }
}
