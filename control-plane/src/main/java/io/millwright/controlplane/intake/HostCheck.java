package io.millwright.controlplane.intake;

import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/** A page in the user's browser cannot be pointed at a loopback server by DNS, because its name is not among these. */
final class HostCheck extends OncePerRequestFilter {

    private final Set<String> hosts;
    private final ProblemWriter problems;

    /** @param hosts empty for any */
    HostCheck(Set<String> hosts, ProblemWriter problems) {
        this.hosts = hosts;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String host = String.valueOf(request.getHeader("Host")).toLowerCase(Locale.ROOT);
        if (hosts.isEmpty() || hosts.contains(host.replaceFirst(":[0-9]{1,5}$", ""))) {
            chain.doFilter(request, response);
        } else {
            problems.write(
                    response,
                    ProblemException.of(
                            ProblemType.MISDIRECTED_REQUEST,
                            "This server answers only for "
                                    + String.join(", ", hosts.stream().sorted().toList()) + "."));
        }
    }
}
