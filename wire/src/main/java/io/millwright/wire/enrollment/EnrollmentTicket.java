package io.millwright.wire.enrollment;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a new device needs, as one text that fits a QR code: {@code millwright:enroll?u=<origin>&c=<code>&f=<ca sha256>}.
 *
 * @param origin where to enroll: {@code https://host[:port]}, nothing more
 * @param caFingerprint SHA-256 of the platform CA's DER, 64 lower-case hexadecimal digits: the only CA that is trusted there
 */
public record EnrollmentTicket(URI origin, ClaimCode code, String caFingerprint) {

    static final int LONGEST = 1_024;
    private static final String BEGIN = "millwright:enroll?";
    private static final int PORTS = 65_535;

    /** What a text holds. */
    public sealed interface Reading {

        record Read(EnrollmentTicket ticket) implements Reading {}

        /** The sentence holds nothing of the ticket, because it is shown and logged. */
        record Unreadable(String sentence) implements Reading {}
    }

    /** @throws IllegalArgumentException if origin or fingerprint are not as described above */
    public EnrollmentTicket {
        if (!isOrigin(origin)) {
            throw new IllegalArgumentException("not an https origin");
        }
        if (!isFingerprint(caFingerprint)) {
            throw new IllegalArgumentException("not a SHA-256 in hexadecimal");
        }
    }

    private static boolean isOrigin(URI uri) {
        // getHost is null for every authority that is not plain ASCII host and port.
        return "https".equals(uri.getScheme())
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawPath().isEmpty()
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && (uri.getPort() == -1
                        ? !uri.getRawAuthority().endsWith(":")
                        : uri.getPort() >= 1 && uri.getPort() <= PORTS);
    }

    private static boolean isFingerprint(String text) {
        return text.length() == 64 && text.chars().allMatch(c -> HexFormat.isHexDigit(c) && !Character.isUpperCase(c));
    }

    /** The text of the QR code. Holds the claim code: not for logs. */
    public String text() {
        return BEGIN + "u=" + encoded(origin.toString()) + "&c=" + encoded(code.text()) + "&f=" + caFingerprint;
    }

    /** Keeps readable what a query may hold; a check symbol may be {@code =}, {@code *} or {@code $}. */
    private static String encoded(String ascii) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < ascii.length(); i++) {
            char c = ascii.charAt(i);
            boolean plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (plain || "-._~:/".indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
            }
        }
        return encoded.toString();
    }

    /** Reads a ticket. Parameters it does not know are passed over; one that stands twice is refused. */
    public static Reading parse(String scanned) {
        String text = scanned.strip();
        if (text.length() > LONGEST || !text.regionMatches(true, 0, BEGIN, 0, BEGIN.length())) {
            return new Reading.Unreadable("this is not an enrollment ticket");
        }
        Map<String, String> parameters = new HashMap<>();
        for (String pair : text.substring(BEGIN.length()).split("&", -1)) {
            int equals = pair.indexOf('=');
            String value = equals < 0 ? null : decoded(pair.substring(equals + 1));
            if (value == null || parameters.put(pair.substring(0, equals), value) != null) {
                return new Reading.Unreadable("the ticket's parameters are not readable");
            }
        }
        URI origin = origin(parameters.getOrDefault("u", ""));
        if (origin == null) {
            return new Reading.Unreadable("the ticket's address is not https:// with a host and nothing behind it");
        }
        String fingerprint = parameters.getOrDefault("f", "").toLowerCase(Locale.ROOT);
        if (!isFingerprint(fingerprint)) {
            return new Reading.Unreadable("the ticket's fingerprint is not a SHA-256 in hexadecimal");
        }
        return ClaimCode.parse(parameters.getOrDefault("c", ""))
                .<Reading>map(code -> new Reading.Read(new EnrollmentTicket(origin, code, fingerprint)))
                .orElse(new Reading.Unreadable("the ticket's claim code is mistyped or cut off"));
    }

    /** A slash at the end, as address bars put it, is dropped. */
    private static @Nullable URI origin(String text) {
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            return uri.isOpaque() || !isOrigin(uri) ? null : uri;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** Null for a broken escape or anything but printable ASCII. */
    private static @Nullable String decoded(String value) {
        byte[] bytes = new byte[value.length()];
        int length = 0;
        for (int i = 0; i < value.length(); i++) {
            int c = value.charAt(i);
            if (c == '%') {
                if (i + 2 >= value.length()
                        || !HexFormat.isHexDigit(value.charAt(i + 1))
                        || !HexFormat.isHexDigit(value.charAt(i + 2))) {
                    return null;
                }
                c = HexFormat.fromHexDigits(value, i + 1, i + 3);
                i += 2;
            }
            if (c < 0x21 || c > 0x7E) {
                return null;
            }
            bytes[length++] = (byte) c;
        }
        return new String(bytes, 0, length, StandardCharsets.US_ASCII);
    }

    /** Tells the address only, because it ends up in logs. */
    @Override
    public String toString() {
        return "EnrollmentTicket[" + origin + "]";
    }
}
