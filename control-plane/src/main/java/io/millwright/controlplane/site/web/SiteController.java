package io.millwright.controlplane.site.web;

import io.millwright.controlplane.cluster.Expected;
import io.millwright.controlplane.cluster.SpecBody;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.paging.Page;
import io.millwright.controlplane.paging.PageRequest;
import io.millwright.controlplane.site.SiteView;
import io.millwright.controlplane.site.Sites;
import io.millwright.crd.v1alpha1.Site;
import io.millwright.wire.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/v1/tenants/{t}/sites")
class SiteController {

    private static final SpecBody NEW = SpecBody.of(SiteBody.class);
    private static final SpecBody SPEC = SpecBody.of(SiteSpecification.class);

    private final Sites sites;

    SiteController(Sites sites) {
        this.sites = sites;
    }

    @Operation(summary = "List sites")
    @GetMapping
    Page<SiteView> list(
            Grant grant,
            @PathVariable TenantId t,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Page.ofAll(
                sites.list(t, grant).stream().map(SiteView::of).toList(),
                PageRequest.of(limit, cursor),
                SiteView::name);
    }

    @Operation(summary = "Create a site")
    @PostMapping
    ResponseEntity<SiteView> create(
            Caller caller,
            @PathVariable TenantId t,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = SiteBody.class)))
                    @RequestBody
                    ObjectNode body) {
        SpecBody.Named asked = NEW.named(body);
        Site created = sites.create(t, asked.name(), asked.spec(), caller);
        return ResponseEntity.created(URI.create("/api/v1/tenants/" + t + "/sites/" + asked.name()))
                .eTag(Expected.tagOf(created))
                .body(SiteView.of(created));
    }

    @Operation(summary = "Read a site with its status")
    @GetMapping("/{s}")
    ResponseEntity<SiteView> get(Grant grant, @PathVariable TenantId t, @PathVariable String s) {
        return answer(sites.get(t, s, grant));
    }

    @Operation(summary = "Replace the specification of a site")
    @PutMapping("/{s}")
    ResponseEntity<SiteView> replace(
            Caller caller,
            Grant grant,
            @PathVariable TenantId t,
            @PathVariable String s,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = SiteSpecification.class)))
                    @RequestBody
                    ObjectNode body) {
        Site found = sites.get(t, s, grant);
        return answer(sites.replace(t, found, SPEC.whole(body), Expected.of(ifMatch), caller));
    }

    @Operation(summary = "Change a site by JSON merge patch")
    @PatchMapping(
            path = "/{s}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
    ResponseEntity<SiteView> change(
            Caller caller,
            Grant grant,
            @PathVariable TenantId t,
            @PathVariable String s,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = SiteSpecification.class)))
                    @RequestBody
                    ObjectNode body) {
        Site found = sites.get(t, s, grant);
        return answer(sites.change(t, found, SPEC.patch(body), Expected.of(ifMatch), caller));
    }

    @Operation(summary = "Delete a site that no fleet names")
    @DeleteMapping("/{s}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            Caller caller,
            Grant grant,
            @PathVariable TenantId t,
            @PathVariable String s,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        sites.delete(t, sites.get(t, s, grant), Expected.of(ifMatch), caller);
    }

    private static ResponseEntity<SiteView> answer(Site site) {
        return ResponseEntity.ok().eTag(Expected.tagOf(site)).body(SiteView.of(site));
    }
}
