package io.millwright.runtime.query;

/** Whoever waits for an answer. */
@FunctionalInterface
public interface Asker {

    /** Somebody who never leaves, such as this process itself. */
    Asker STAYS = () -> false;

    /** Whether it has left; asked now and then while a statement runs, from another thread. Does not block. */
    boolean gone();
}
