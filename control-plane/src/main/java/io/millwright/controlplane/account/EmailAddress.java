package io.millwright.controlplane.account;

import java.util.Optional;
import java.util.regex.Pattern;

/** An address that mail can be sent to, as it was typed. ASCII only, and nothing that means something in a header. */
record EmailAddress(String value) {

    private static final int LONGEST = 254;
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@" + LABEL + "([.]" + LABEL + ")+");

    EmailAddress {
        if (!possible(value)) {
            throw new IllegalArgumentException("an address is such as jo@acme.example");
        }
    }

    static boolean possible(String value) {
        return value.length() <= LONGEST
                && FORM.matcher(value).matches()
                && !value.startsWith(".")
                && !value.contains("..")
                && !value.contains(".@");
    }

    static Optional<EmailAddress> of(String value) {
        return possible(value) ? Optional.of(new EmailAddress(value)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
