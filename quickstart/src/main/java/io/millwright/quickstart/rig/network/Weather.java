package io.millwright.quickstart.rig.network;

import java.time.Duration;

/**
 * What every connection of a link meets.
 *
 * @param delay added to each byte in each direction; the rate stays
 * @param bytesPerSecond 0 for no bound; otherwise bytes drip one by one
 * @param silent new connections are accepted and then hear nothing, as if the packets were lost
 */
record Weather(Duration delay, int bytesPerSecond, boolean silent) {

    static final Weather CLEAR = new Weather(Duration.ZERO, 0, false);
}
