package io.millwright.quickstart.bill;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Says one sentence and knows the exit code that goes with it. */
record Terminal(PrintWriter out, PrintWriter err) {

    static Terminal of(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("a command runs inside a command line");
        }
        return new Terminal(spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    int fine(String sentence) {
        out.println(sentence);
        out.flush();
        return 0;
    }

    /** The command ran, and what it looked at is not right. */
    int wrong(String sentence) {
        err.println(sentence);
        err.flush();
        return 1;
    }
}
