package io.millwright.quickstart.rig.network;

/** Sees one connection's bytes from the target in their order, and may hold them up. */
public interface Tap {

    /** Called before the bytes go on; taking time here delays them and all that follow on this connection. */
    void passing(byte[] bytes, int length) throws InterruptedException;

    /** Lets everything pass. */
    static Tap none() {
        return (bytes, length) -> {};
    }
}
