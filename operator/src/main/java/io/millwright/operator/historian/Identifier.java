package io.millwright.operator.historian;

import java.util.regex.Pattern;

/** Names and literals inside statements: names come from tenants, so none is ever pasted bare. */
final class Identifier {

    /** Fits PostgreSQL's 63 bytes, so that no name is cut silently into another's. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no name for a database or role of a tenant");
        }
        return name;
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String literal(String text) {
        if (text.indexOf('\\') >= 0 || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a literal holds no backslash and no NUL");
        }
        return "'" + text.replace("'", "''") + "'";
    }

    private Identifier() {}
}
