package io.millwright.edge.plc;

import io.millwright.edge.config.Configuration.Connection;
import java.time.Clock;
import java.util.List;
import org.apache.plc4x.java.api.PlcDriver;

/** What this agent can do about a connection. */
sealed interface Access {

    /** Its values can be had. */
    sealed interface Open extends Access {

        /** Understands the addresses of its tags, whoever reads them. */
        PlcDriver driver();

        /** @param addresses that the driver understands */
        Reader reader(Connection connection, List<Address> addresses, Clock clock);
    }

    /** By asking. */
    record Polling(PlcDriver driver) implements Open {
        @Override
        public Reader reader(Connection connection, List<Address> addresses, Clock clock) {
            return new Poller(driver, connection, addresses, clock);
        }
    }

    /** By being told. */
    record Subscribing(PlcDriver driver, OpcUaAddress server) implements Open {
        @Override
        public Reader reader(Connection connection, List<Address> addresses, Clock clock) {
            return new Subscriber(server, addresses, clock);
        }
    }

    /** Not at all. @param sentence goes on where a subject stands before it */
    record None(String sentence) implements Access {}
}
