package io.millwright.crd.definition;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinitionBuilder;
import java.util.List;

/** What {@code kubectl get} shows, in this order; kubectl writes the headings in capitals. */
final class PrinterColumns {

    private static final int WIDE_ONLY = 1;
    private static final CustomResourceColumnDefinition READY = column(
            "Ready", "string", ".status.conditions[?(@.type==\"Ready\")].status", "Whether everything asked for runs.");
    private static final CustomResourceColumnDefinition REASON = wide(
            column("Reason", "string", ".status.conditions[?(@.type==\"Ready\")].reason", "Why it is ready or not."));
    private static final CustomResourceColumnDefinition AGE =
            column("Age", "date", ".metadata.creationTimestamp", "Time since creation.");

    static List<CustomResourceColumnDefinition> of(String kind) {
        return switch (kind) {
            case "Tenant" ->
                List.of(
                        column("Tier", "string", ".status.tier", "The tier that runs."),
                        column("Phase", "string", ".status.phase", "Where the tenant is in its life."),
                        READY,
                        column("Devices", "integer", ".status.usage.devices", "Enrolled devices."),
                        column(
                                "Messages Today",
                                "integer",
                                ".status.usage.messagesToday",
                                "Messages stored since midnight UTC."),
                        column("Bill To Date", "string", ".status.usage.billToDate", "Amount of this month so far."),
                        AGE,
                        REASON);
            case "Site" ->
                List.of(
                        column("Display Name", "string", ".spec.displayName", "The name people read."),
                        column("Timezone", "string", ".spec.timezone", "Time zone for shifts and reports."),
                        READY,
                        AGE,
                        REASON);
            case "DeviceFleet" ->
                List.of(
                        column("Site", "string", ".spec.siteRef", "Where the devices are."),
                        READY,
                        column("Enrolled", "integer", ".status.enrolled", "Devices with a valid certificate."),
                        column("Connected", "integer", ".status.connected", "Devices that are online."),
                        column("Pending", "integer", ".status.pendingApproval", "Devices that wait for a person."),
                        AGE,
                        REASON,
                        wide(column(
                                "Configuration", "string", ".status.configuration", "Hash of what is rolled out.")));
            default -> throw new IllegalArgumentException("no columns for " + kind);
        };
    }

    private static CustomResourceColumnDefinition column(String name, String type, String path, String description) {
        return new CustomResourceColumnDefinitionBuilder()
                .withName(name)
                .withType(type)
                .withJsonPath(path)
                .withDescription(description)
                .build();
    }

    private static CustomResourceColumnDefinition wide(CustomResourceColumnDefinition column) {
        return column.toBuilder().withPriority(WIDE_ONLY).build();
    }

    private PrinterColumns() {}
}
