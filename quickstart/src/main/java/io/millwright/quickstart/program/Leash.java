package io.millwright.quickstart.program;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The main class of every process that this program starts and that shall not outlive it: runs the program named by its first argument, and ends when standard
 * input does. The parent holds the other end, so a parent that is killed takes its children with it.
 */
public final class Leash {

    private static final long PATIENCE_SECONDS = 10;

    private Leash() {}

    public static void main(String[] arguments) throws Throwable {
        Thread.ofPlatform().daemon().name("leash").start(Leash::hold);
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static void hold() {
        try {
            while (System.in.read() >= 0) {
                // nobody writes; what counts is the end
            }
        } catch (IOException e) {
            // as good as the end
        }
        Thread.ofPlatform().daemon().name("leash-exit").start(() -> System.exit(0));
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
        Runtime.getRuntime().halt(1); // something in the program did not let go
    }
}
