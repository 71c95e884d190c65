package io.millwright.wire.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * A cursor over one JSON text held in bytes. It checks everything it passes (RFC 8259, UTF-8, depth) and allocates
 * nothing; bad input sets {@link #fault} instead of throwing. For one thread at a time; reusable.
 *
 * <p>Walk an object with {@code for (boolean more = firstMember(); more; more = nextMember()) { ... take(); }} and an
 * array likewise. Every value met must be taken, and after the walk {@link #fault} must be looked at.
 */
public final class JsonScanner {

    /** Why a text is not read further. */
    public enum Fault {
        NOT_JSON,
        NOT_UTF8,
        TOO_DEEP
    }

    /** What a value is. */
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        TRUE,
        FALSE,
        NULL,
        /** Nothing that begins like a value. */
        NONE
    }

    private final int deepest;
    private final TextScan name = new TextScan();
    private final TextScan text = new TextScan();
    private final NumberScan number = new NumberScan();
    private byte[] in = {};
    private int at;
    private int end;
    private int depth;
    private @Nullable Fault fault;

    /** @param deepest how many objects and arrays may be open at once */
    public JsonScanner(int deepest) {
        this.deepest = deepest;
    }

    /** Puts the cursor on the first byte of a text. The array is read in place and not kept after the next call. */
    public void begin(byte[] bytes, int from, int to) {
        in = bytes;
        at = from;
        end = to;
        depth = 0;
        fault = null;
    }

    public @Nullable Fault fault() {
        return fault;
    }

    /** Index of the next byte. */
    public int position() {
        return at;
    }

    /** Moves to a place that this scanner has passed before, to read it again. */
    void moveTo(int position) {
        at = position;
        depth = 0;
    }

    /** Index after the comma or bracket that follows an element, for reading an array bit by bit. */
    int afterComma() {
        blank();
        return at + 1;
    }

    /** What comes next, after white space. */
    public Kind peek() {
        blank();
        if (at >= end) {
            return Kind.NONE;
        }
        return switch (in[at]) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't' -> Kind.TRUE;
            case 'f' -> Kind.FALSE;
            case 'n' -> Kind.NULL;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> Kind.NUMBER;
            default -> Kind.NONE;
        };
    }

    /** Passes a whole value; afterwards a string or number can be asked for. */
    public Kind take() {
        Kind kind = peek();
        switch (kind) {
            case STRING -> at = string(text);
            case NUMBER -> {
                int next = number.scan(in, at, end);
                at = next < 0 ? fail(Fault.NOT_JSON) : next;
            }
            case TRUE -> literal("true");
            case FALSE -> literal("false");
            case NULL -> literal("null");
            case OBJECT -> {
                for (boolean more = firstMember(); more; more = nextMember()) {
                    take();
                }
            }
            case ARRAY -> {
                for (boolean more = firstElement(); more; more = nextElement()) {
                    take();
                }
            }
            case NONE -> fail(Fault.NOT_JSON);
        }
        return kind;
    }

    /** Enters the object that comes next and reads the name of its first member; false if it has none, or at a fault. */
    public boolean firstMember() {
        return open('}') && readName();
    }

    /** After a member's value: reads the next name; false at the end of the object, or at a fault. */
    public boolean nextMember() {
        return another('}') && readName();
    }

    /** Enters the array that comes next; false if it is empty, or at a fault. */
    public boolean firstElement() {
        return open(']');
    }

    /** After an element: false at the end of the array, or at a fault. */
    public boolean nextElement() {
        return another(']');
    }

    /** Whether nothing but white space is left. */
    public boolean finished() {
        blank();
        return fault == null && at == end;
    }

    /** Whether the member just entered has this name. */
    public boolean named(String asciiName) {
        return name.is(asciiName);
    }

    /** Of the member just entered; null as {@link #text}. */
    public @Nullable String memberName() {
        return name.text();
    }

    TextScan name() {
        return name;
    }

    TextScan textScan() {
        return text;
    }

    NumberScan number() {
        return number;
    }

    /** Of the string last taken; null if it holds a lone surrogate or U+0000. */
    public @Nullable String text() {
        return text.text();
    }

    /** Whether the number last taken is whole, and {@link #whole} exact: 1, 1.0 and 1e3 are. */
    public boolean isWhole() {
        return number.isWhole();
    }

    public long whole() {
        return number.asWhole();
    }

    /** The number last taken as it is written, for whoever needs all of its digits. */
    public String numberText() {
        return number.literal();
    }

    private boolean open(char close) {
        blank();
        if (fault != null || at >= end || in[at] != (close == '}' ? '{' : '[')) {
            fail(Fault.NOT_JSON);
            return false;
        }
        if (++depth > deepest) {
            fail(Fault.TOO_DEEP);
            return false;
        }
        at++;
        blank();
        if (at < end && in[at] == close) {
            at++;
            depth--;
            return false;
        }
        return true;
    }

    private boolean another(char close) {
        blank();
        if (fault != null || at >= end || (in[at] != ',' && in[at] != close)) {
            fail(Fault.NOT_JSON);
            return false;
        }
        if (in[at++] == close) {
            depth--;
            return false;
        }
        return true;
    }

    private boolean readName() {
        blank();
        if (at >= end || in[at] != '"') {
            fail(Fault.NOT_JSON);
            return false;
        }
        at = string(name);
        blank();
        if (fault != null || at >= end || in[at] != ':') {
            fail(Fault.NOT_JSON);
            return false;
        }
        at++;
        return true;
    }

    private int string(TextScan into) {
        int next = into.scan(in, at + 1, end);
        if (next < 0) {
            return fail(next == TextScan.NOT_UTF8 ? Fault.NOT_UTF8 : Fault.NOT_JSON);
        }
        return next;
    }

    private void literal(String word) {
        if (at + word.length() > end) {
            fail(Fault.NOT_JSON);
            return;
        }
        for (int i = 0; i < word.length(); i++) {
            if (in[at + i] != word.charAt(i)) {
                fail(Fault.NOT_JSON);
                return;
            }
        }
        at += word.length();
    }

    private void blank() {
        while (at < end && (in[at] == ' ' || in[at] == '\n' || in[at] == '\r' || in[at] == '\t')) {
            at++;
        }
    }

    /** Keeps the first fault and stays where it happened. */
    private int fail(Fault why) {
        if (fault == null) {
            fault = why;
        }
        return at;
    }
}
