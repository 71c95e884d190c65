package io.millwright.runtime.ingest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A real database with a gate before its commits: shut, each waits there until the test says what becomes of it. */
final class CommitGate {

    /** What becomes of a commit. */
    enum Way {
        DONE,
        /** The connection is lost before the database hears of it. */
        NOT_DONE,
        /** The connection is lost before the answer comes. */
        DONE_UNHEARD
    }

    private final DataSource database;
    private final BlockingQueue<Way> ways = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private volatile boolean shut;

    CommitGate(DataSource database) {
        this.database = database;
    }

    /** From now on commits wait. */
    void shut() {
        shut = true;
    }

    /** Those that come wait no more; one that waits already goes that way. */
    void open(Way way) {
        shut = false;
        ways.add(way);
    }

    int waiting() {
        return waiting.get();
    }

    /** Connections taken so far. */
    int taken() {
        return taken.get();
    }

    DataSource database() {
        return (DataSource) Proxy.newProxyInstance(
                CommitGate.class.getClassLoader(), new Class<?>[] {DataSource.class}, (_, method, arguments) -> {
                    Object answer = called(() -> method.invoke(database, arguments));
                    if (answer instanceof Connection connection) {
                        taken.incrementAndGet();
                        return gated(connection);
                    }
                    return answer;
                });
    }

    private Connection gated(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                CommitGate.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    Way way = method.getName().equals("commit") ? passed() : Way.DONE;
                    if (way == Way.NOT_DONE) {
                        real.rollback();
                        throw lost();
                    }
                    Object answer = called(() -> method.invoke(real, arguments));
                    if (way == Way.DONE_UNHEARD) {
                        throw lost();
                    }
                    return answer;
                });
    }

    private static SQLException lost() {
        return new SQLException("the connection is lost, as the test wants it", "08006");
    }

    private Way passed() throws InterruptedException {
        if (!shut) {
            return Way.DONE;
        }
        waiting.incrementAndGet();
        try {
            return ways.take();
        } finally {
            waiting.decrementAndGet();
        }
    }

    private interface Call {
        Object now() throws IllegalAccessException, InvocationTargetException;
    }

    private static Object called(Call call) throws Throwable {
        try {
            return call.now();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
