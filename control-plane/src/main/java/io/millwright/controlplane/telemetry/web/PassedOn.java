package io.millwright.controlplane.telemetry.web;

import io.millwright.controlplane.problem.BrokenOffException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * A runtime's answer, passed on as it comes. When our client leaves, closing ends the runtime's side; when the runtime breaks
 * off, our answer breaks off.
 */
record PassedOn(InputStream answer) implements StreamingResponseBody {

    private static final Logger LOG = LoggerFactory.getLogger(PassedOn.class);
    private static final int BUFFER = 16_384;

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (answer) {
            for (int read = read(buffer); read >= 0; read = read(buffer)) {
                if (!written(out, buffer, read)) {
                    return;
                }
            }
        }
    }

    private int read(byte[] buffer) {
        try {
            return answer.read(buffer);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("reason", String.valueOf(e.getMessage())).log("a runtime's answer broke off");
            throw new BrokenOffException();
        }
    }

    private static boolean written(OutputStream out, byte[] buffer, int length) {
        try {
            out.write(buffer, 0, length);
            return true;
        } catch (IOException e) {
            LOG.atDebug().log("the reader of an answer has gone");
            return false;
        }
    }
}
