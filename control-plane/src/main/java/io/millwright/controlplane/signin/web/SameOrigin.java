package io.millwright.controlplane.signin.web;

import io.millwright.controlplane.origin.PublicOrigin;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Lets our own pages through and those of no other site; what says nothing about where it comes from is no browser's. */
@Component
class SameOrigin {

    private final PublicOrigin origin;

    SameOrigin(PublicOrigin origin) {
        this.origin = origin;
    }

    /** @throws ProblemException 403 */
    void require(HttpServletRequest request) {
        String from = request.getHeader(HttpHeaders.ORIGIN);
        String site = request.getHeader("Sec-Fetch-Site");
        boolean named = from != null || site != null;
        boolean own = from == null || from.equals(origin.uri().toString());
        boolean same = site == null || site.equals("same-origin");
        if (!named || !own || !same) {
            throw ProblemException.of(
                    ProblemType.FOREIGN_PAGE, "Sign in and out from the portal at " + origin.uri() + ".");
        }
    }
}
