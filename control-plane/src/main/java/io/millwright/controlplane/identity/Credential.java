package io.millwright.controlplane.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** What a request presents to say who sends it. */
sealed interface Credential {

    String API_KEY_HEADER = "X-Api-Key";

    /** Shorter than the server's bound of all headers; a token of ours has about a tenth. */
    int LONGEST_TOKEN = 8_192;

    /** The form of RFC 6750. */
    Pattern TOKEN = Pattern.compile("[A-Za-z0-9\\-._~+/]+=*");

    /** None of either. */
    record Nothing() implements Credential {}

    /** Two of them, of one kind or of both: nobody can say which one was meant. */
    record TooMuch() implements Credential {}

    record ApiKey(String key) implements Credential {
        @Override
        public String toString() {
            return "ApiKey[hidden]";
        }
    }

    /** @param token of the form of one; empty if what stood there was none */
    record Token(String token) implements Credential {
        @Override
        public String toString() {
            return "Token[hidden]";
        }
    }

    /** Another scheme of {@code Authorization} is not for us and counts as nothing. */
    static Credential of(HttpServletRequest request) {
        List<String> keys = Collections.list(request.getHeaders(API_KEY_HEADER));
        List<String> tokens = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)).stream()
                .filter(Credential::isBearer)
                .toList();
        if (keys.size() + tokens.size() > 1) {
            return new TooMuch();
        }
        if (!keys.isEmpty()) {
            return new ApiKey(keys.getFirst());
        }
        return tokens.isEmpty() ? new Nothing() : new Token(tokenOf(tokens.getFirst()));
    }

    private static boolean isBearer(String header) {
        return header.regionMatches(true, 0, "Bearer", 0, 6) && (header.length() == 6 || header.charAt(6) == ' ');
    }

    private static String tokenOf(String header) {
        String token = header.substring(6).strip();
        return token.length() <= LONGEST_TOKEN && TOKEN.matcher(token).matches() ? token : "";
    }
}
