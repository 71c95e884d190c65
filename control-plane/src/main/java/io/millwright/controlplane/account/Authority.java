package io.millwright.controlplane.account;

import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Role;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.wire.TenantId;

/** What the policy cannot say: nobody has power over somebody above them, and nobody gives more than they have. */
public final class Authority {

    /**
     * Whether somebody with the one grant decides about members with the other.
     *
     * @throws ProblemException 403
     */
    static void require(Caller caller, TenantId tenant, Grant over) {
        boolean may = caller.grantIn(tenant)
                .filter(own -> own.wholeTenant() && decides(own.role(), over.role()))
                .isPresent();
        if (!may) {
            throw ProblemException.of(
                    ProblemType.FORBIDDEN,
                    over.role() == Role.OWNER
                            ? "Only an owner decides who is an owner; ask one."
                            : "Only an owner or an admin of the tenant decides about its members; ask one.");
        }
    }

    /** Addresses of members are shown to who decides about them. */
    public static boolean seesAddresses(Caller caller, TenantId tenant) {
        return caller.grantIn(tenant)
                .filter(own -> decides(own.role(), Role.VIEWER))
                .isPresent();
    }

    private static boolean decides(Role own, Role over) {
        return own == Role.OWNER || (own == Role.ADMIN && over != Role.OWNER);
    }

    private Authority() {}
}
