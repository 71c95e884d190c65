package io.millwright.controlplane.mail;

/**
 * What is sent to somebody. It may hold a link that opens something.
 *
 * @param to one address
 * @param text plain ASCII, so that no encoding breaks a link
 */
public record Letter(String to, String subject, String text) {

    @Override
    public String toString() {
        return "Letter[" + subject + "]";
    }
}
