package io.millwright.operator.plan;

/**
 * What an own Grafana keeps to itself.
 *
 * @param secretKey what it encrypts with
 */
public record GrafanaSecrets(String administratorPassword, String secretKey) {

    /** Neither of them. */
    @Override
    public String toString() {
        return "GrafanaSecrets[hidden]";
    }
}
