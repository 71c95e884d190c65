package io.millwright.quickstart.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.quickstart.directory.StartRefused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTest {

    private static final int REFUSED = 2;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | there is no benchmark 'nonsense'; this release has: operator, ingest, latency, enroll,"
                        + " api, start, tenants, historian, query.",
                "query --points 0 | --points needs a number from 1 to 500000000, not 0.",
                "ingest --broker ram | --broker is file or in-memory, not 'ram'.",
                "ingest --peer excel | --peer is node-red or bridge, not 'excel'.",
                "ingest --historian-url jdbc:postgresql://h/ | --historian-url needs"
                        + " jdbc:postgresql://host:port/?user=U&password=P of an administrator.",
                "operator --tenants 0 | --tenants needs a number from 1 to 20000, not 0.",
                "operator --tenants 20001 | --tenants needs a number from 1 to 20000, not 20001.",
                "operator --duration 0 | --duration needs a number of seconds from 1 on, not 0.",
                "operator --json /no/such/place/a.json | --json: cannot write to /no/such/place/a.json."
            })
    void what_cannot_be_run_is_one_sentence(String arguments, String sentence) {
        assertThat(refusal(arguments)).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource({"operator --tenants x", "operator --fast", "operator ingest", "''"})
    void wrong_usage_is_refused(String arguments) {
        CommandLine command = new CommandLine(new BenchCommand())
                .setParameterExceptionHandler((wrong, given) -> REFUSED)
                .setExecutionExceptionHandler((failure, line, parsed) -> 1);

        assertThat(command.execute(words(arguments))).isEqualTo(REFUSED);
    }

    private static String refusal(String arguments) {
        StringBuilder said = new StringBuilder();
        int status = new CommandLine(new BenchCommand())
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    assertThat(failure).isInstanceOf(StartRefused.class);
                    said.append(failure.getMessage());
                    return REFUSED;
                })
                .execute(words(arguments));
        assertThat(status).isEqualTo(REFUSED);
        return said.toString();
    }

    private static String[] words(String arguments) {
        return arguments.isEmpty() ? new String[0] : arguments.split(" ");
    }
}
