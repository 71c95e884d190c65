package io.millwright.controlplane.account;

import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.UserId;
import java.time.Instant;

/** What somebody is in a tenant. */
public record Membership(UserId person, String email, String name, Grant grant, Instant since) {}
