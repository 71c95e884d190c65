package io.millwright.quickstart.bill;

import picocli.CommandLine.Command;

/** What can be done with an exported audit chain without a running platform. */
@Command(
        name = "audit",
        description = "Checks an exported audit chain offline.",
        mixinStandardHelpOptions = true,
        subcommands = AuditVerifyCommand.class)
public final class AuditCommand {}
