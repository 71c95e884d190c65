package io.millwright.wire.telemetry;

/** What may be called a tag, beside its length. */
public final class TagName {

    private static final char DELETE = 0x7F;
    private static final char LAST_CONTROL = 0x9F;

    /** Not empty, and without control characters. */
    public static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || (c >= DELETE && c <= LAST_CONTROL)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private TagName() {}
}
