package io.millwright.operator.status;

/**
 * What is said in one condition.
 *
 * @param reason one CamelCase word for programs and documentation
 * @param message one sentence for people; of a verdict that is not good, it says what to do
 */
public record Verdict(Value value, String reason, String message) {

    /** As Kubernetes spells it. */
    public enum Value {
        TRUE("True"),
        FALSE("False"),
        UNKNOWN("Unknown");

        private final String text;

        Value(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    public static Verdict good(String reason, String message) {
        return new Verdict(Value.TRUE, reason, message);
    }

    public static Verdict bad(String reason, String message) {
        return new Verdict(Value.FALSE, reason, message);
    }

    public static Verdict unknown(String reason, String message) {
        return new Verdict(Value.UNKNOWN, reason, message);
    }

    public boolean isGood() {
        return value == Value.TRUE;
    }
}
