package io.millwright.controlplane.overview.web;

import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.overview.Overview;
import io.millwright.controlplane.overview.Overviews;
import io.millwright.wire.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tenants/{t}/overview")
class OverviewController {

    private final Overviews overviews;

    OverviewController(Overviews overviews) {
        this.overviews = overviews;
    }

    @Operation(summary = "What the first page of a tenant needs, of what the caller may see anyway")
    @GetMapping
    Overview overview(@PathVariable TenantId t, Grant grant) {
        return overviews.of(t, grant);
    }
}
