package io.millwright.controlplane.identity;

import java.util.regex.Pattern;

/** A person with an account on this platform: {@code u-} and 26 characters of Crockford's base32 in lower case. */
public record UserId(String value) {

    private static final Pattern FORM = Pattern.compile("u-[0-9a-hjkmnp-tv-z]{26}");

    public UserId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a user id is u- and 26 characters of base32");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
