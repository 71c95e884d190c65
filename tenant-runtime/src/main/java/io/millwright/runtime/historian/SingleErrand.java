package io.millwright.runtime.historian;

import io.millwright.runtime.tenant.TenantConfiguration.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Something that happens so seldom that it gets a connection of its own, also where no pool is. */
public final class SingleErrand {

    private static final String CONNECT_SECONDS = "2";

    private static final String SOCKET_SECONDS = "8";

    /** What is done with the connection; each statement commits by itself. */
    @FunctionalInterface
    public interface Errand {
        void run(Connection connection) throws SQLException;
    }

    /** What was done is on disk when this returns. */
    public static void asWriter(Database database, Errand errand) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database.writer().name());
        properties.setProperty("password", database.writer().password().value());
        properties.setProperty("ApplicationName", "millwright-runtime");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", SOCKET_SECONDS);
        properties.setProperty("options", "-c synchronous_commit=on");
        try (Connection connection = DriverManager.getConnection(database.url(), properties)) {
            errand.run(connection);
        }
    }

    private SingleErrand() {}
}
