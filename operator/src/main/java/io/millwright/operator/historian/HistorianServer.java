package io.millwright.operator.historian;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PostgreSQL server and its administrator: a superuser, or (from PostgreSQL 16 on) a role with CREATEDB and CREATEROLE.
 *
 * @param url {@code jdbc:postgresql://host[:port]/[?parameters]}; a database in it is ignored
 */
public record HistorianServer(String url, String username, Password password) {

    /** Where databases and roles are made; exists on every server. */
    static final String MAINTENANCE_DATABASE = "postgres";

    private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/?#]+)(?:/([^?#]*))?(\\?[^#]*)?");

    public HistorianServer {
        if (!URL.matcher(url).matches()) {
            throw new IllegalArgumentException(invalid(url));
        }
    }

    /** The address of one database of this server, for a runtime's configuration. */
    public String urlOf(String database) {
        return urlOf(url, database);
    }

    /** The address of one database of the server at that url; parameters stay. */
    public static String urlOf(String url, String database) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException(invalid(url));
        }
        return parts.group(1) + "/" + database + (parts.group(3) == null ? "" : parts.group(3));
    }

    private static String invalid(String url) {
        return "a historian's url is jdbc:postgresql://host:port/, not '" + url + "'";
    }

    String address() {
        return url.replaceFirst("^jdbc:postgresql://", "").replaceFirst("[/?].*$", "");
    }
}
