package io.millwright.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millwright.quickstart.program.ProcessFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedProgramIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    private Path temporary;

    private Program program;
    private ProcessFile file;

    @BeforeEach
    void lay() {
        program = new Program("sleeper", Sleeper.class.getName(), List.of(), temporary.resolve("sleeper.log"));
        file = new ProcessFile(temporary.resolve("sleeper.pid"));
    }

    @Test
    void a_killed_program_is_started_again_and_a_closed_one_ends_for_good() throws Exception {
        ProcessHandle second;
        try (SupervisedProgram supervised = SupervisedProgram.start(program, file)) {
            assertThat(supervised).isNotNull();
            ProcessHandle first = process(1);
            first.destroyForcibly();
            second = process(2);
        }

        assertThat(second.isAlive()).isFalse();
        assertThat(file.file()).doesNotExist();
        assertThat(started()).hasSize(2);
    }

    @Test
    void a_program_whose_parent_is_gone_ends_by_itself() throws Exception {
        Process process = program.start();
        process(1);

        process.getOutputStream().close(); // what the death of the parent does

        assertThat(process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void an_orphan_is_ended_before_the_next_start() throws Exception {
        Process orphan = program.start();
        file.write(orphan.toHandle());

        try (SupervisedProgram supervised = SupervisedProgram.start(program, file)) {
            assertThat(supervised).isNotNull();
            assertThat(orphan.isAlive()).isFalse();
        }
    }

    @Test
    void a_process_number_that_belongs_to_a_later_program_is_left_alone() throws Exception {
        Process other = program.start();
        process(1);
        Files.writeString(file.file(), other.pid() + " 1735689600000\n");

        file.endOrphan();

        assertThat(other.isAlive()).isTrue();
        other.destroyForcibly();
    }

    /** The process of the n-th start, once it says that it runs. */
    private ProcessHandle process(int start) {
        List<String> lines = await().atMost(BOUND).until(this::started, all -> all.size() >= start);
        return ProcessHandle.of(Long.parseLong(lines.get(start - 1).substring("runs ".length())))
                .orElseThrow();
    }

    private List<String> started() throws IOException {
        return Files.exists(program.log())
                ? Files.readAllLines(program.log()).stream()
                        .filter(line -> line.startsWith("runs "))
                        .toList()
                : List.of();
    }
}
