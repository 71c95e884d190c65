package io.millwright.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lathe --protocol modbus --port 0 | there is no machine 'lathe'",
                "press --protocol profinet --port 0 | --protocol needs one of modbus, opcua, not 'profinet'.",
                "press --protocol modbus --port 70000 | --port needs a number from 0 to 65535, not 70000.",
                "press --protocol modbus | --port",
                "press --protocol modbus --port x | --port"
            })
    void wrong_usage_is_one_sentence_and_exit_code_2(String arguments, String sentence) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int status;
        try {
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            status = Simulator.run(arguments.split(" "));
        } finally {
            System.setErr(before);
        }

        assertThat(status).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8).strip().lines())
                .singleElement()
                .asString()
                .contains(sentence);
    }
}
