package io.millwright.controlplane.account;

import io.millwright.controlplane.origin.PublicOrigin;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import org.springframework.stereotype.Component;

/** What stands in mails. The token is in the fragment, which browsers send to no server. */
@Component
class Links {

    private final PublicOrigin origin;

    Links(PublicOrigin origin) {
        this.origin = origin;
    }

    String to(String page, Token token) {
        return origin.uri() + page + "#token=" + token.text();
    }

    String page(String page) {
        return origin.uri() + page;
    }

    /** The one answer to a token that is malformed, unknown, used or expired. */
    static ProblemException invalid(String wayOut) {
        return ProblemException.of(ProblemType.LINK_INVALID, wayOut);
    }
}
