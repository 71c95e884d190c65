package io.millwright.edge.normalize;

/** What came of asking a machine for one value. */
public sealed interface Reading {

    /** What the machine said, as Java has it: a Boolean, a Number, a String, or anything else, which is no point. */
    record Value(Object value) implements Reading {}

    /** There is no value, and why. */
    record Failed(Failure failure) implements Reading {}

    /** Why there is no value. */
    enum Failure {
        /** The machine cannot be reached, or did not answer in time. */
        UNREACHABLE,
        /** The machine knows no such address, or the address is malformed. */
        NO_SUCH_VALUE,
        /** The machine answered that it cannot. */
        DEVICE_FAILURE
    }

    static Reading failed(Failure failure) {
        return new Failed(failure);
    }
}
