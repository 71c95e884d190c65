package io.millwright.quickstart.faults;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.quickstart.directory.StartRefused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class FaultsCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "99 | there is no fault '99'; this release has: 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17,"
                        + " 29, 31, replicas, all, soak.",
                "5 --rounds=-1 | --rounds, --seconds and --minutes need numbers from 1 on.",
                "soak --minutes 0 | --rounds, --seconds and --minutes need numbers from 1 on.",
                "5 --json /no/such/place/a.json | --json: cannot write to /no/such/place/a.json."
            })
    void what_cannot_be_run_is_one_sentence(String arguments, String sentence) {
        FaultsCommand command = new FaultsCommand();
        new CommandLine(command).parseArgs(arguments.split(" "));

        assertThatThrownBy(command::call).isInstanceOf(StartRefused.class).hasMessage(sentence);
    }
}
