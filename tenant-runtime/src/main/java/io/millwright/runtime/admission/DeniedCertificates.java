package io.millwright.runtime.admission;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Table {@code denied_certificate}: what every replica asks and one of them was told, so that no restart forgets a denial. */
public final class DeniedCertificates {

    public static boolean contains(Connection reader, BigInteger serial) throws SQLException {
        try (PreparedStatement statement =
                reader.prepareStatement("SELECT FROM historian.denied_certificate WHERE serial = ?")) {
            statement.setString(1, text(serial));
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Once or often, it is the same; committed when this returns. */
    public static void add(Connection writer, BigInteger serial) throws SQLException {
        try (PreparedStatement statement = writer.prepareStatement(
                "INSERT INTO historian.denied_certificate (serial) VALUES (?) ON CONFLICT (serial) DO NOTHING")) {
            statement.setString(1, text(serial));
            statement.executeUpdate();
        }
    }

    /** As tables, attributes of sessions and logs carry it. */
    public static String text(BigInteger serial) {
        return serial.toString(16);
    }

    private DeniedCertificates() {}
}
