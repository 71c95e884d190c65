package io.millwright.runtime.ingest;

/** Where receipts go. A receipt that is lost is sent again when the device sends its message again, or comes online. */
@FunctionalInterface
public interface Receipts {

    /** Returns at once; never throws. */
    void send(String topic, byte[] receipt);
}
