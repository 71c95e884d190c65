package io.millwright.controlplane.account;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id on few threads of its own with a short queue, so that a flood of passwords takes neither the processors nor the
 * memory of everybody else: one hash takes tens of milliseconds and its whole memory.
 */
@Component
class HashPool implements DisposableBean {

    static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final Argon2PasswordEncoder argon2;
    private final ThreadPoolExecutor threads;

    HashPool(PasswordSettings settings) {
        argon2 = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, settings.memoryKib(), settings.iterations());
        threads = new ThreadPoolExecutor(
                settings.atOnce(),
                settings.atOnce(),
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(settings.waiting()),
                Thread.ofPlatform().name("passwords-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** What came of asking. */
    sealed interface Turn<T> {

        record Done<T>(T result) implements Turn<T> {}

        /** Too many wait already. */
        record Busy<T>() implements Turn<T> {}
    }

    Turn<String> hash(String password) {
        return turn(() -> argon2.encode(password));
    }

    Turn<Boolean> matches(String password, String hash) {
        return turn(() -> argon2.matches(password, hash));
    }

    private <T> Turn<T> turn(Callable<T> work) {
        Future<T> future;
        try {
            future = threads.submit(work);
        } catch (RejectedExecutionException e) {
            return new Turn.Busy<>();
        }
        try {
            return new Turn.Done<>(future.get());
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            return new Turn.Busy<>();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a password could not be hashed", e.getCause());
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
