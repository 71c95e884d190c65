package io.millwright.wire.enrollment;

/** Douglas Crockford's base 32: no I, L, O or U among the digits, and a check symbol that finds any one wrong or two swapped. */
final class CrockfordBase32 {

    /** The 32 digits, then the five symbols that only a check may be. */
    private static final String SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

    private static final int BASE = 32;
    private static final int CHECK_BASE = 37;

    static char symbol(int value) {
        return SYMBOLS.charAt(value);
    }

    /** The value of a digit, O read as 0 and I and L as 1 in either case; -1 if it is none. */
    static int digit(char c) {
        int value = check(c);
        return value < BASE ? value : -1;
    }

    /** The value of a check symbol, read as tolerantly; -1 if it is none. */
    static int check(char c) {
        char upper = c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
        return switch (upper) {
            case 'O' -> 0;
            case 'I', 'L' -> 1;
            default -> SYMBOLS.indexOf(upper);
        };
    }

    /** The number that the digits write, modulo 37. */
    static int checkOf(CharSequence digits) {
        int remainder = 0;
        for (int i = 0; i < digits.length(); i++) {
            remainder = (remainder * BASE + digit(digits.charAt(i))) % CHECK_BASE;
        }
        return remainder;
    }

    private CrockfordBase32() {}
}
