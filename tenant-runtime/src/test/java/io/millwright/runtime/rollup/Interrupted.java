package io.millwright.runtime.rollup;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/** Connections on whose way something happens, at a moment that is named. */
final class Interrupted {

    /** The first time. */
    static DataSource before(DataSource source, String moment, Callable<?> event) {
        AtomicBoolean happened = new AtomicBoolean();
        return before(source, moment, () -> happened.compareAndSet(false, true), event);
    }

    /** @param moment a method of Connection, or part of a statement that is prepared */
    static DataSource before(DataSource source, String moment, BooleanSupplier when, Callable<?> event) {
        return proxy(
                DataSource.class,
                source,
                (name, arguments, answer) -> answer instanceof Connection connection
                        ? proxy(Connection.class, connection, (called, given, result) -> result, (called, given) -> {
                            boolean now = called.equals(moment)
                                    || (called.equals("prepareStatement")
                                            && String.valueOf(given[0]).contains(moment));
                            if (now && when.getAsBoolean()) {
                                event.call();
                            }
                        })
                        : answer,
                (name, arguments) -> {});
    }

    @FunctionalInterface
    private interface After {
        Object answer(String method, Object[] arguments, Object answer);
    }

    @FunctionalInterface
    private interface Before {
        void call(String method, Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, T target, After after, Before before) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    before.call(method.getName(), arguments);
                    try {
                        return after.answer(method.getName(), arguments, method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private Interrupted() {}
}
