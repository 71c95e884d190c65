package io.millwright.wire.enrollment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Body of {@code POST /enroll}.
 *
 * @param claimCode as typed; see {@link ClaimCode#parse}
 * @param csr PKCS#10 in PEM
 */
public record EnrollmentRequest(String claimCode, String csr, Hardware hardware) {

    /** A P-384 request with some names takes less than 2 kB. */
    public static final int LONGEST_CSR = 16 * 1024;

    /**
     * The machine as its maker names it.
     *
     * @param serial 1 to 128 printable ASCII characters
     * @param model likewise
     */
    public record Hardware(String serial, String model) {

        static final int LONGEST = 128;

        public Hardware {
            serial = Objects.requireNonNullElse(serial, "");
            model = Objects.requireNonNullElse(model, "");
        }
    }

    /** A JSON reader passes null for what a stranger left out: it becomes empty, and {@link #problems} names it. */
    public EnrollmentRequest {
        claimCode = Objects.requireNonNullElse(claimCode, "");
        csr = Objects.requireNonNullElse(csr, "");
        hardware = Objects.requireNonNullElse(hardware, new Hardware("", ""));
    }

    /** A field and what is wrong with it. */
    public record Problem(String field, String sentence) {}

    /** Every problem of form at once. A claim code has none here: whatever is wrong with it gets the one uniform refusal. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (csr.isBlank() || csr.length() > LONGEST_CSR) {
            problems.add(
                    new Problem("csr", "must be a certificate request in PEM of at most " + LONGEST_CSR + " bytes"));
        }
        name(problems, "hardware.serial", hardware.serial());
        name(problems, "hardware.model", hardware.model());
        return List.copyOf(problems);
    }

    private static void name(List<Problem> problems, String field, String value) {
        boolean good = !value.isBlank()
                && value.length() <= Hardware.LONGEST
                && value.chars().allMatch(c -> c >= 0x20 && c <= 0x7E);
        if (!good) {
            problems.add(new Problem(field, "must be 1 to " + Hardware.LONGEST + " printable ASCII characters"));
        }
    }

    /** Without the code, because it ends up in logs. */
    @Override
    public String toString() {
        return "EnrollmentRequest[" + hardware + "]";
    }
}
