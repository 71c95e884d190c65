package io.millwright.quickstart.rig.network;

/** Of bytes on a link, as seen from who connected. */
public enum Direction {
    TO_TARGET,
    FROM_TARGET
}
