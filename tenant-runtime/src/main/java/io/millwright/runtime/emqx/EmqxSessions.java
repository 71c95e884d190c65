package io.millwright.runtime.emqx;

import java.util.List;

/**
 * One page of sessions.
 *
 * @param more whether there is a page after it
 */
record EmqxSessions(List<EmqxSession> sessions, boolean more) {}
