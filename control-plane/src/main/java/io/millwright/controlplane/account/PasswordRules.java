package io.millwright.controlplane.account;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which passwords may be chosen: long ones, and none that is tried first. */
final class PasswordRules {

    private static final int SHORTEST = 12;
    private static final int LONGEST = 200;
    private static final Set<String> COMMON = common();

    /** What is wrong with it, as a predicate; empty if it may be chosen. */
    static Optional<String> fault(String password, String email) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            return Optional.of("is " + SHORTEST + " to " + LONGEST + " characters");
        }
        String plain = password.toLowerCase(Locale.ROOT);
        if (plain.equals(email.toLowerCase(Locale.ROOT))) {
            return Optional.of("must not be the address");
        }
        boolean monotonous = password.codePoints().distinct().count() < 4;
        if (monotonous || COMMON.contains(plain)) {
            return Optional.of("is one of those that are guessed first; choose another");
        }
        return Optional.empty();
    }

    /** What nobody can have chosen need not be looked up, but costs a hash all the same. */
    static boolean possible(String password) {
        return password.codePointCount(0, password.length()) <= LONGEST;
    }

    /** So that what is hashed in vain is not longer than what is hashed in earnest. */
    static String cut(String password) {
        return possible(password) ? password : password.substring(0, password.offsetByCodePoints(0, LONGEST));
    }

    private static Set<String> common() {
        try (InputStream file = Objects.requireNonNull(
                        PasswordRules.class.getResourceAsStream("common-passwords.txt"),
                        "common-passwords.txt belongs to this program");
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PasswordRules() {}
}
