package io.millwright.controlplane.account;

import io.millwright.controlplane.identity.UserId;

/**
 * Everything this person is signed in with ends: the password was changed or they were disabled. Published on the thread
 * and in the transaction of the change, so that a listener's writes are committed with it.
 */
public record SessionsEnd(UserId person) {}
