package io.millwright.controlplane.account;

import io.millwright.controlplane.identity.Grant;
import io.millwright.wire.TenantId;
import java.time.Instant;

/**
 * An open invitation into one life of a tenant.
 *
 * @param invitedBy the address of a person, or the name of another caller
 */
public record Invitation(
        String id, TenantId tenant, String email, Grant grant, String invitedBy, Instant expiresAt, String tenantUid) {}
