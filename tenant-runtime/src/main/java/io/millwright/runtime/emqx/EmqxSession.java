package io.millwright.runtime.emqx;

/**
 * A session that EMQX keeps, connected or not.
 *
 * @param serial of the certificate that it was opened with, as its admission said, or empty
 */
record EmqxSession(String clientId, String serial) {}
