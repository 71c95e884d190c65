package io.millwright.edge.plc;

import io.millwright.edge.normalize.Reading;

/**
 * How the values of one machine come: asked for, or told. A reader connects, hands over what it learns, and ends when its
 * connection does; the machine begins again. For the thread of its machine.
 */
sealed interface Reader permits Poller, Subscriber {

    /** Never returns normally. @throws LinkBrokenException when the connection is of no use any more */
    void read(Listener listener) throws LinkBrokenException, InterruptedException;

    /** Takes what a reader learns, on its thread. */
    interface Listener {

        /** The machine accepted the connection. */
        void connected();

        /** @param ts epoch milliseconds of the reading */
        void took(Address address, Reading reading, long ts);

        /**
         * All that was to be read once has been handed over.
         *
         * @throws LinkBrokenException if there has been no value at all for so long that the connection may be to blame
         */
        void round() throws LinkBrokenException;
    }
}
