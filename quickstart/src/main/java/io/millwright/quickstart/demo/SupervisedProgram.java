package io.millwright.quickstart.demo;

import io.millwright.quickstart.program.ProcessFile;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that is started again whenever it ends, with growing pauses, until it is closed. */
final class SupervisedProgram implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisedProgram.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A process that lived this long did not fail at its start. */
    private static final Duration LIVED = Duration.ofMinutes(1);

    private final Program program;
    private final ProcessFile file;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private SupervisedProgram(Program program, ProcessFile file) {
        this.program = program;
        this.file = file;
        this.thread = Thread.ofVirtual().name(program.name()).unstarted(this::supervise);
    }

    /** Ends what an earlier run left, then starts the program in the background. */
    static SupervisedProgram start(Program program, ProcessFile file) throws IOException {
        file.endOrphan();
        SupervisedProgram supervised = new SupervisedProgram(program, file);
        supervised.thread.start();
        return supervised;
    }

    private void supervise() {
        Duration pause = FIRST_PAUSE;
        try {
            do {
                long begun = System.nanoTime();
                run();
                boolean lived = System.nanoTime() - begun > LIVED.toNanos();
                pause = lived ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
            } while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() throws InterruptedException {
        try {
            Process process = program.start();
            try {
                file.write(process.toHandle());
                Thread stop = Thread.ofVirtual().start(() -> endWhenClosing(process));
                int status = process.waitFor();
                stop.interrupt();
                if (closing.getCount() > 0) {
                    LOG.warn(
                            "{} ended with status {} and is started again; see {}",
                            program.name(),
                            status,
                            program.log());
                }
            } finally {
                process.destroyForcibly();
            }
            file.forget();
        } catch (IOException e) {
            LOG.warn("{} could not be started: {}", program.name(), e.getMessage());
        }
    }

    private void endWhenClosing(Process process) {
        try {
            closing.await();
            ProcessFile.end(process.toHandle());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it ended before
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Answers when the process has ended. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
