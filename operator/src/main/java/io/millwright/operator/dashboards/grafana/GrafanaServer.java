package io.millwright.operator.dashboards.grafana;

import java.net.URI;

/**
 * A Grafana and the login of its server administrator, which creates organisations and is an administrator in each.
 *
 * @param url with a trailing slash, such as {@code https://grafana.example.com/}; a path below it is kept
 */
public record GrafanaServer(URI url, String username, String password) {

    public GrafanaServer {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || !url.getRawPath().endsWith("/")) {
            throw new IllegalArgumentException("a Grafana's address is http(s)://host[:port]/[path/], without a login");
        }
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "GrafanaServer[url=" + url + ", username=" + username + "]";
    }
}
