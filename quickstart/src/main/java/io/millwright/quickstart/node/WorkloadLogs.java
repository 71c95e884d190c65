package io.millwright.quickstart.node;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import io.millwright.quickstart.directory.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Files with the log of each pod. What a thread logs goes to the pod for which it, or the thread that made it, was
 * started; threads shared by several workloads belong to none and are not caught.
 */
final class WorkloadLogs {

    private static final long LARGEST_FILE = 4L << 20;
    private static final InheritableThreadLocal<@Nullable Path> CURRENT = new InheritableThreadLocal<>();

    private WorkloadLogs() {}

    /** Runs the work with its lines, and those of threads it makes, going to the file. */
    static <T> T into(Path file, Callable<T> work) throws Exception {
        Path before = CURRENT.get();
        CURRENT.set(file);
        try {
            return work.call();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /** Appends one line with the time; a log that cannot be written is given up, never the workload. */
    static synchronized void line(Path file, String text) {
        try {
            if (Files.exists(file) && Files.size(file) > LARGEST_FILE) {
                Files.move(file, file.resolveSibling("_log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            if (!Files.exists(file)) {
                PrivateFiles.directory(file.resolveSibling("."));
            }
            Files.writeString(
                    file,
                    Instant.now() + " " + text + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException | UncheckedIOException e) {
            // the disk is full or the pod's directory is being removed
        }
    }

    /** From now on loggers write to the pods' files as well. */
    static void install() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            if (root.getAppender(ToPods.NAME) == null) {
                ToPods appender = new ToPods();
                appender.setName(ToPods.NAME);
                appender.setContext(context);
                appender.start();
                root.addAppender(appender);
            }
        }
    }

    private static final class ToPods extends AppenderBase<ILoggingEvent> {

        private static final String NAME = "pods";

        @Override
        protected void append(ILoggingEvent event) {
            Path file = CURRENT.get();
            if (file != null) {
                IThrowableProxy thrown = event.getThrowableProxy();
                line(
                        file,
                        event.getLevel() + " " + event.getFormattedMessage()
                                + (thrown == null ? "" : ": " + thrown.getClassName() + ": " + thrown.getMessage()));
            }
        }
    }
}
