package io.millwright.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The letters in an outbox directory, as their readers see them. */
public record Mailbox(Path directory) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern TOKEN = Pattern.compile("#token=([A-Za-z0-9_-]{43})\\b");

    /** All to that address, oldest first. */
    public List<String> to(String address) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .map(Mailbox::text)
                    .filter(text -> text.contains("To: " + address + "\r\n"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The letter that makes it so many. */
    public String await(String address, int letters) {
        return Awaitility.await(letters + " letters to " + address)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> to(address), found -> found.size() >= letters)
                .get(letters - 1);
    }

    /** Of the link in the letter that makes it so many. */
    public String token(String address, int letters) {
        String text = await(address, letters);
        Matcher link = TOKEN.matcher(text);
        if (!link.find()) {
            throw new AssertionError("a letter without a link to " + address);
        }
        return link.group(1);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
