package io.millwright.runtime.ingest;

/** A stream of a device; the same stream id under two devices is two streams. */
record StreamKey(String device, String stream) {}
