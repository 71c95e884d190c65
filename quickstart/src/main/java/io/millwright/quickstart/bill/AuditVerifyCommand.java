package io.millwright.quickstart.bill;

import io.millwright.controlplane.audit.AuditChain;
import io.millwright.quickstart.directory.StartRefused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Re-computes an exported audit chain. Exit code 1 and the first line that does not hold, if there is one. */
@Command(name = "verify", description = "Re-computes an exported audit chain.", mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "What GET /api/v1/tenants/{t}/audit/export answered.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws StartRefused {
        String text = new String(GivenFile.read(file), StandardCharsets.UTF_8);
        Terminal terminal = Terminal.of(spec);
        return switch (AuditChain.verify(text.lines())) {
            case AuditChain.Verdict.Intact intact ->
                terminal.fine(file + " is intact: " + intact.entries() + " entries of " + intact.tenant() + ", head "
                        + intact.head() + ".");
            case AuditChain.Verdict.Broken broken ->
                terminal.wrong(file + " was changed: line " + broken.line() + " " + broken.sentence() + ".");
            case AuditChain.Verdict.Empty _ -> terminal.wrong(file + " holds no audit entry.");
        };
    }
}
