package io.millwright.edge.plc;

import io.millwright.edge.config.Configuration.Connection;
import java.util.Optional;
import org.apache.plc4x.java.api.PlcDriver;
import org.apache.plc4x.java.modbus.tcp.ModbusTcpDriver;
import org.apache.plc4x.java.opcua.OpcuaPlcDriver;
import org.apache.plc4x.java.spi.connection.GeneratedDriverBase;

/** The protocols that this agent speaks. */
final class Drivers {

    /** Empty for a protocol that is not spoken, and for a URL of another protocol than the one that is named. */
    static Optional<PlcDriver> of(Connection connection) {
        return switch (connection.protocol()) {
            case "modbus-tcp" -> of(new ModbusTcpDriver(), connection, "modbus-tcp://");
            case "opcua" -> of(new OpcuaPlcDriver(), connection, "opcua:tcp://");
            default -> Optional.empty();
        };
    }

    private static Optional<PlcDriver> of(GeneratedDriverBase<?> driver, Connection connection, String scheme) {
        return connection.url().startsWith(scheme) ? Optional.of(driver) : Optional.empty();
    }

    private Drivers() {}
}
