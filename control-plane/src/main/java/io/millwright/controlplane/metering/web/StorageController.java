package io.millwright.controlplane.metering.web;

import io.millwright.controlplane.runtime.RuntimeClient;
import io.millwright.controlplane.runtime.RuntimeReports;
import io.millwright.wire.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How much room a tenant's data take and when what it may store is used up, asked of the tenant's runtime. */
@RestController
@RequestMapping("/api/v1/tenants/{t}/storage")
class StorageController {

    private final RuntimeClient runtimes;

    StorageController(RuntimeClient runtimes) {
        this.runtimes = runtimes;
    }

    /**
     * Bytes on disk with indexes. Growth is that of the last week, from since on, and left out with less than a day of samples; days
     * left are left out where it does not grow.
     */
    @Schema(example = """
        {"tenant": "acme", "bytes": 1288490188, "limitBytes": 5368709120, "bytesPerDay": 52428800,
         "since": "2026-11-14T12:00:00Z", "daysLeft": 77}\
        """)
    record StorageAnswer(
            String tenant,
            long bytes,
            long limitBytes,
            @Nullable Long bytesPerDay,
            @Nullable Instant since,
            @Nullable Long daysLeft) {}

    @Operation(summary = "Room that the data take, and when it is used up")
    @GetMapping
    StorageAnswer storage(@PathVariable("t") TenantId tenant) {
        RuntimeReports.Storage storage = runtimes.storage(tenant).orProblem();
        return new StorageAnswer(
                tenant.value(),
                storage.bytes(),
                storage.limitBytes(),
                storage.bytesPerDay(),
                storage.since(),
                storage.daysLeft());
    }
}
