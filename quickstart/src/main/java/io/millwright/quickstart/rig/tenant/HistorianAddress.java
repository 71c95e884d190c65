package io.millwright.quickstart.rig.tenant;

import io.millwright.operator.historian.HistorianServer;
import io.millwright.operator.historian.Password;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL server and its administrator.
 *
 * @param url {@code jdbc:postgresql://host:port/}, with parameters but without user and password
 */
public record HistorianAddress(String url, String username, String password) {

    private static final String SCHEME = "jdbc:postgresql://";

    /**
     * Takes {@code jdbc:postgresql://host:port/?user=U&password=P}; other parameters stay.
     *
     * @throws IllegalArgumentException with a sentence
     */
    public static HistorianAddress of(String jdbc) {
        int question = jdbc.indexOf('?');
        String user = "";
        String password = "";
        List<String> others = new ArrayList<>();
        for (String parameter :
                question < 0 ? new String[0] : jdbc.substring(question + 1).split("&")) {
            if (parameter.startsWith("user=")) {
                user = decoded(parameter);
            } else if (parameter.startsWith("password=")) {
                password = decoded(parameter);
            } else {
                others.add(parameter);
            }
        }
        String server = question < 0 ? jdbc : jdbc.substring(0, question);
        if (!server.startsWith(SCHEME) || server.length() == SCHEME.length() || user.isEmpty() || password.isEmpty()) {
            throw new IllegalArgumentException(
                    "--historian-url needs jdbc:postgresql://host:port/?user=U&password=P of an administrator.");
        }
        String slash = server.indexOf('/', SCHEME.length()) < 0 ? "/" : "";
        return new HistorianAddress(
                server + slash + (others.isEmpty() ? "" : "?" + String.join("&", others)), user, password);
    }

    private static String decoded(String parameter) {
        return URLDecoder.decode(parameter.substring(parameter.indexOf('=') + 1), StandardCharsets.UTF_8);
    }

    HistorianServer server() {
        return new HistorianServer(url, username, new Password(password));
    }

    /** The same server as seen through a port of this machine. */
    public String through(int port) {
        int from = SCHEME.length();
        int slash = url.indexOf('/', from);
        return SCHEME + "127.0.0.1:" + port + url.substring(slash);
    }

    /** Where it listens. */
    public int port() {
        int from = SCHEME.length();
        String authority = url.substring(from, url.indexOf('/', from));
        int colon = authority.lastIndexOf(':');
        return colon < 0 ? 5432 : Integer.parseInt(authority.substring(colon + 1));
    }

    public String host() {
        int from = SCHEME.length();
        String authority = url.substring(from, url.indexOf('/', from));
        int colon = authority.lastIndexOf(':');
        return colon < 0 ? authority : authority.substring(0, colon);
    }
}
