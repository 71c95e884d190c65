package io.millwright.quickstart.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script with a JDK, a Node and a Maven that only say how they were called. */
class LauncherIT {

    private static final List<String> TOOLS = List.of(
            "sh", "dirname", "grep", "cat", "find", "head", "tail", "sed", "date", "mkdir", "rm", "mv", "sleep",
            "kill");

    @TempDir
    private Path temporary;

    private Path root;
    private Path jdks;
    private Path bin;

    @BeforeEach
    void lay() throws IOException {
        root = Files.createDirectories(temporary.resolve("a checkout"));
        Path script = Files.copy(checkout().resolve("millwright"), root.resolve("millwright"));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.createDirectories(root.resolve("quickstart/src/main"));
        Files.createDirectories(root.resolve("portal/src/app"));
        Files.copy(checkout().resolve("portal/build.sh"), root.resolve("portal/build.sh"));
        executable(root.resolve("mvnw"), """
            echo "$@" >>"$(dirname "$0")/builds"
            echo '[INFO] Building Millwright :: Quickstart 0.1.0-SNAPSHOT            [8/8]'
            for argument; do case $argument in -Dapp.directory=*) mkdir -p "${argument#*=}/lib" ;; esac; done
            """);
        jdks = temporary.resolve("jdks");
        Files.createDirectories(jdks.resolve("temurin-25/bin"));
        Files.writeString(jdks.resolve("temurin-25/release"), "JAVA_VERSION=\"25.0.3\"\n");
        executable(jdks.resolve("temurin-25/bin/javac"), "exit 1");
        executable(jdks.resolve("temurin-25/bin/java"), "echo \"java $$ in $PWD: $*\"");
        bin = Files.createDirectories(temporary.resolve("bin"));
        for (String tool : TOOLS) {
            Path found = Stream.of("/usr/bin", "/bin")
                    .map(directory -> Path.of(directory, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            executable(bin.resolve(tool), "exec " + found + " \"$@\"");
        }
        executable(bin.resolve("node"), "echo v20.20.2");
        executable(bin.resolve("npm"), "exit 1");
    }

    @Test
    void it_builds_once_and_becomes_java_in_the_callers_directory() throws Exception {
        Said first = run("up", "--data", "my data", "--no-demo");
        Said second = run("up", "--port=9090");

        assertThat(first.status).isZero();
        assertThat(first.out)
                .startsWith("java " + first.process + " in " + temporary)
                .contains("io.millwright.quickstart.Millwright up --data my data --no-demo");
        assertThat(first.err).contains("[8/8] Quickstart", "Built Millwright in");
        assertThat(second.out).contains("up --port=9090");
        assertThat(Files.readAllLines(root.resolve("builds"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"quickstart/src/main/Changed.java", "portal/src/app/Changed.tsx", "portal/package-lock.json"})
    void a_changed_source_is_built_into_a_directory_of_its_own(String changed) throws Exception {
        run("up");
        Path source = Files.writeString(root.resolve(changed), "class Changed {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(run("up").status).isZero();
        assertThat(Files.readAllLines(root.resolve("builds"))).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void a_failed_build_names_its_log() throws Exception {
        executable(root.resolve("mvnw"), "echo '[ERROR] Maven Central is away'; exit 1");

        Said said = run("up");

        assertThat(said.status).isEqualTo(2);
        assertThat(said.err).contains("Maven Central is away", root + "/quickstart/target/build.log");
        assertThat(root.resolve("quickstart/target/building")).doesNotExist();
    }

    @Test
    void no_jdk_25_is_one_sentence() throws Exception {
        Files.writeString(jdks.resolve("temurin-25/release"), "JAVA_VERSION=\"21.0.3\"\n");

        assertOneSentence(run("up"), "a JDK 25 is needed");
    }

    @Test
    void no_node_is_one_sentence() throws Exception {
        Files.delete(bin.resolve("node"));

        assertOneSentence(run("up"), "Node 20 or newer is needed");
    }

    @Test
    void an_old_node_is_one_sentence() throws Exception {
        executable(bin.resolve("node"), "echo v18.19.0");

        assertOneSentence(run("up"), "the PATH has v18.19.0");
    }

    @Test
    void no_npm_is_one_sentence_before_anything_is_built() throws Exception {
        Files.delete(bin.resolve("npm"));

        assertOneSentence(run("up"), "npm is needed and no 'npm' is on the PATH");
        assertThat(root.resolve("builds")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up --port x",
                "up --port 0",
                "up --port 65536",
                "up --port",
                "up --data",
                "up --fast",
                "bench",
                "bench query --points many",
                "bench nonsense",
                "bench operator --tenants",
                "bench operator --tenants=0",
                "bench operator --duration x",
                "bench operator --fast",
                "edge",
                "edge walk",
                "simulate",
                "simulate lathe --protocol modbus --port 1",
                "faults",
                "faults nonsense",
                "faults 1 --rounds 0",
                "faults 1 --fast",
                "bench ingest --broker ram",
                "bench ingest --peer excel",
                "bill month",
                "bill month --tenant acme --out",
                "bill month --tenant acme --out x --speed 2",
                "bill verify no-such-file",
                "bill pay",
                "audit",
                "audit verify",
                "nonsense"
            })
    void wrong_usage_is_one_sentence_before_anything_is_built(String arguments) throws Exception {
        assertOneSentence(run(arguments.split(" ")), "millwright: ");
        assertThat(root.resolve("builds")).doesNotExist();
    }

    @Test
    void a_benchmark_gets_a_heap_of_its_own() throws Exception {
        assertThat(run("bench", "operator", "--tenants", "30", "--json=a.json").out)
                .contains("-Xmx4g", "io.millwright.quickstart.Millwright bench operator --tenants 30 --json=a.json");
        assertThat(run("up").out).doesNotContain("-Xmx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "31", "replicas", "soak", "all"})
    void a_fault_is_called_by_its_number_or_its_name(String fault) throws Exception {
        assertThat(run("faults", fault, "--rounds", "2").out)
                .contains("io.millwright.quickstart.Millwright faults " + fault + " --rounds 2");
    }

    @Test
    void the_agent_and_the_simulator_are_small_programs_of_their_own() throws Exception {
        Files.delete(bin.resolve("node"));
        Said refused = run("edge", "run", "--state", "here");
        executable(bin.resolve("node"), "echo v20.20.2");

        assertOneSentence(refused, "Node 20 or newer is needed"); // to build
        assertThat(run("edge", "run", "--state", "here").out)
                .contains("-Xmx96m", "io.millwright.edge.EdgeProvisioner run --state here");
        Files.delete(bin.resolve("node"));
        assertThat(run("simulate", "press", "--protocol", "modbus", "--port", "5020").out)
                .contains("-Xmx96m", "io.millwright.simulator.Simulator press --protocol modbus --port 5020");
    }

    @Test
    void help_lists_the_commands_and_succeeds() throws Exception {
        assertThat(run("help").status).isZero();
        assertThat(run("up", "--help").out).contains("up [--data DIR]");
    }

    private static void assertOneSentence(Said said, String part) {
        assertThat(said.status).isEqualTo(2);
        assertThat(said.out).isEmpty();
        assertThat(said.err.strip().lines()).singleElement().asString().contains(part);
    }

    private record Said(int status, long process, String out, String err) {}

    private Said run(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(temporary, "out", "");
        Path err = Files.createTempFile(temporary, "err", "");
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(root.resolve("millwright").toString()), Stream.of(arguments))
                        .toList());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", bin.toString(), "MILLWRIGHT_JDK_ROOTS", jdks.toString()));
        Process process = builder.directory(temporary.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), process.pid(), Files.readString(out), Files.readString(err));
    }

    private static Path checkout() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("mvnw"))) {
            directory = directory.getParent();
        }
        return directory;
    }

    private static void executable(Path file, String script) throws IOException {
        Files.deleteIfExists(file);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
