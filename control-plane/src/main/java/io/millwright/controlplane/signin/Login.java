package io.millwright.controlplane.signin;

import io.millwright.controlplane.identity.UserId;

/**
 * A browser in which somebody is signed in.
 *
 * @param id as tokens name it; it opens nothing
 */
public record Login(String id, UserId person) {}
