package io.millwright.wire;

/** The one form of every name that becomes a topic level, a client id or a part of a certificate. */
final class Label {

    static final int LONGEST = 63;

    /** Checked by character: a pattern would let a line break pass at the end, and this runs for strangers' bytes. */
    static boolean is(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            boolean inner = i > 0 && i < text.length() - 1;
            if (!alphanumeric && !(c == '-' && inner)) {
                return false;
            }
        }
        return true;
    }

    static String checked(String what, String text) {
        if (!is(text)) {
            throw new IllegalArgumentException(
                    "a " + what + " is 1 to 63 lower-case letters, digits and inner hyphens");
        }
        return text;
    }

    private Label() {}
}
