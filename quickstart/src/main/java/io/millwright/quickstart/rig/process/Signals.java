package io.millwright.quickstart.rig.process;

import java.io.IOException;

/** Signals that the JDK cannot send. */
final class Signals {

    private Signals() {}

    static void send(String signal, long pid) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill -" + signal + " " + pid + " ended with code " + code);
        }
    }
}
