package io.millwright.brokerextension;

/** What a client sent, made fit for one line of a log: cut, and without control characters. */
final class LogText {

    private static final int LENGTH = 128;

    private LogText() {}

    static String of(String text) {
        StringBuilder fit = new StringBuilder(Math.min(text.length(), LENGTH));
        text.codePoints()
                .limit(LENGTH)
                .forEach(character ->
                        fit.appendCodePoint(Character.isISOControl(character) || character > 0x7e ? '?' : character));
        return fit.toString();
    }
}
