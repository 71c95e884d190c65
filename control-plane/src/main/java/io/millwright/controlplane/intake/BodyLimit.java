package io.millwright.controlplane.intake;

import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads a body up to the limit before anything works with it, and takes none that would have to be unpacked. */
final class BodyLimit extends OncePerRequestFilter {

    private final int largest;
    private final ProblemWriter problems;

    BodyLimit(int largest, ProblemWriter problems) {
        this.largest = largest;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            problems.write(
                    response,
                    ProblemException.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Bodies are taken uncompressed only."));
            return;
        }
        byte[] body = request.getContentLengthLong() > largest
                ? null
                : request.getInputStream().readNBytes(largest + 1);
        if (body == null || body.length > largest) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
            problems.write(
                    response,
                    ProblemException.of(ProblemType.CONTENT_TOO_LARGE, "A body has at most " + largest + " bytes."));
            return;
        }
        chain.doFilter(body.length == 0 ? request : new ReadRequest(request, body), response);
    }
}
