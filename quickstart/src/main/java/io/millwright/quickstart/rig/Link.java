package io.millwright.quickstart.rig;

/** Where a network that can fail may lie between two parts. */
public enum Link {
    DEVICES_TO_BROKER,
    RUNTIME_TO_BROKER,
    RUNTIME_TO_HISTORIAN
}
