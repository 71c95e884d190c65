package io.millwright.quickstart.bill;

import picocli.CommandLine.Command;

/** What can be done with bills without a running platform. */
@Command(
        name = "bill",
        description = "Runs a month on a test clock, or re-adds a bill offline.",
        mixinStandardHelpOptions = true,
        subcommands = {BillMonthCommand.class, BillVerifyCommand.class})
public final class BillCommand {}
