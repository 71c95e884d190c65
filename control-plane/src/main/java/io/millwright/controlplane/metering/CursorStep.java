package io.millwright.controlplane.metering;

/** How far a runtime had been read when rows were asked for, and how far it will have been once they are in the ledger. */
public record CursorStep(String from, String to) {}
