package io.millwright.edge.plc;

import io.millwright.edge.config.Configuration.Connection;
import org.apache.plc4x.java.modbus.tcp.ModbusTcpDriver;
import org.apache.plc4x.java.opcua.OpcuaPlcDriver;
import org.apache.plc4x.java.spi.connection.GeneratedDriverBase;

/** The protocols that this agent speaks. */
final class Drivers {

    private static final String OPCUA = "opcua";

    /** None for a protocol that is not spoken, and for a URL of another protocol than the one that is named. */
    static Access of(Connection connection) {
        Access polling = switch (connection.protocol()) {
            case "modbus-tcp" -> polling(new ModbusTcpDriver(), connection, "modbus-tcp://");
            case OPCUA -> polling(new OpcuaPlcDriver(), connection, OpcUaAddress.SCHEME);
            default -> unspoken(connection);
        };
        return switch (connection.reading()) {
            case POLL -> polling;
            case SUBSCRIBE -> polling instanceof Access.Polling known ? subscribing(known, connection) : polling;
        };
    }

    private static Access polling(GeneratedDriverBase<?> driver, Connection connection, String scheme) {
        return connection.url().startsWith(scheme) ? new Access.Polling(driver) : unspoken(connection);
    }

    private static Access subscribing(Access.Polling polling, Connection connection) {
        if (!connection.protocol().equals(OPCUA)) {
            return new Access.None("this agent cannot subscribe over " + connection.protocol());
        }
        return switch (OpcUaAddress.of(connection.url())) {
            case OpcUaAddress.Parsed.Good(OpcUaAddress server) -> new Access.Subscribing(polling.driver(), server);
            case OpcUaAddress.Parsed.Refused(String sentence) -> new Access.None(sentence);
        };
    }

    private static Access unspoken(Connection connection) {
        return new Access.None("this agent does not speak " + connection.protocol());
    }

    private Drivers() {}
}
