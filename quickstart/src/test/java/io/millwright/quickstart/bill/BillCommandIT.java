package io.millwright.quickstart.bill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The platform's own ledger, rating and close on a real PostgreSQL, for a month that takes seconds. */
class BillCommandIT {

    private record Ran(int code, String out, String err) {}

    private static Ran run(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    @Test
    void a_month_on_a_test_clock_gives_a_bill_that_adds_up_until_a_digit_of_it_is_changed(@TempDir Path directory)
            throws IOException {
        Path bill = directory.resolve("acme.bill.json");
        Ran month = run(
                new BillCommand(),
                "month",
                "--tenant",
                "acme",
                "--out",
                bill.toString(),
                "--tier",
                "starter",
                "--change",
                "professional@11");
        assertThat(month.err()).isEmpty();
        assertThat(month.code()).isZero();

        Ran verified = run(new BillCommand(), "verify", bill.toString());
        assertThat(verified.code()).isZero();
        Matcher owes = Pattern.compile("owes (EUR [0-9.]+) for 2026-10").matcher(month.out());
        assertThat(owes.find()).isTrue();
        assertThat(verified.out()).contains(owes.group(1));

        String text = Files.readString(bill);
        Matcher window = Pattern.compile("\"meter\" : \"device_hours\",[^{]*?\"quantity\" : ([0-9]+)")
                .matcher(text);
        assertThat(window.find(window.find() ? window.end() : 0)).isTrue();
        String changed = text.substring(0, window.start(1)) + "1" + text.substring(window.start(1));
        Ran refused = run(
                new BillCommand(),
                "verify",
                Files.writeString(directory.resolve("x"), changed).toString());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("Line 4 (device_hours, starter) does not add up: the window of device_hours");
    }

    @Test
    void what_is_no_bill_and_no_audit_chain_is_said_to_be_none(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("x"), "{}");
        assertThat(run(new BillCommand(), "verify", file.toString()).code()).isEqualTo(1);
        Ran audit = run(new AuditCommand(), "verify", file.toString());
        assertThat(audit.code()).isEqualTo(1);
        assertThat(audit.err()).contains("line 1 is not an audit entry");
    }
}
