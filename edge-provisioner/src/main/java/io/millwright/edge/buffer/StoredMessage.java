package io.millwright.edge.buffer;

/**
 * A message that waits for its receipt.
 *
 * @param id orders messages by age, over all streams
 * @param payload as it is published
 */
public record StoredMessage(long id, int points, byte[] payload) {}
