package io.millwright.controlplane.problem;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** In place of Tomcat's page for requests that no servlet has seen; Tomcat makes it by its name. */
public final class ProblemReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemType type = ProblemAdvice.type(status);
        try {
            response.setContentType("application/problem+json");
            response.setCharacterEncoding("utf-8");
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(
                        """
                        {"type":"/problems/%s","title":"%s","status":%d,"detail":"The request was not accepted."}\
                        """.formatted(type.slug(), type.title(), type.status().value()));
                response.finishResponse();
            }
        } catch (IOException e) {
            container.getLogger().debug("the client has gone before it was refused", e);
        }
    }
}
