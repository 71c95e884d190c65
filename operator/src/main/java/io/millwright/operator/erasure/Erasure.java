package io.millwright.operator.erasure;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.millwright.operator.erasure.ExportHook.Answer;
import io.millwright.operator.historian.HistorianOutcome;
import io.millwright.operator.historian.cluster.HistorianCluster;
import io.millwright.operator.historian.server.HistorianDatabases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Destroys one life of a tenant, one stage after the other: grace, export, record, workloads, volumes, database, keys, certificate.
 * Where it stands follows from what there still is, never from memory: after a kill at any point the next look goes on there.
 */
public final class Erasure {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(30);

    /** Nobody tells of a changed setting, so that a long wait is looked at now and then. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final DeletionSettings settings;
    private final ExportHook export;
    private final HistorianDatabases databases;
    private final Remains remains;
    private final Clock clock;

    /** @param kinds what a tenant can consist of */
    public Erasure(
            DeletionSettings settings,
            HistorianDatabases databases,
            Collection<Class<? extends HasMetadata>> kinds,
            Clock clock) {
        this.settings = settings;
        this.export = new ExportHook(settings.export());
        this.databases = databases;
        this.remains = new Remains(kinds);
        this.clock = clock;
    }

    /** How far it is. */
    public sealed interface Progress {

        /** @param sentence what is waited for and what can be done about it */
        record Waiting(String reason, String sentence, Duration again) implements Progress {}

        /** Nothing is left. */
        record Erased(String record) implements Progress {}
    }

    /** Until the grace period is over; empty once it is. Nothing has been destroyed yet. */
    public Optional<Progress> grace(Doomed doomed) {
        Instant end = Instant.parse(doomed.requested()).plus(settings.grace());
        Duration left = Duration.between(clock.instant(), end);
        if (!left.isPositive()) {
            return Optional.empty();
        }
        return Optional.of(new Progress.Waiting(
                "GracePeriod",
                "Everything is stopped and kept until %s, then destroyed for good; to keep it, set spec.deletionPolicy to Retain."
                        .formatted(end.truncatedTo(ChronoUnit.SECONDS)),
                left.compareTo(LONGEST) > 0 ? LONGEST : left.plusMillis(1)));
    }

    /** Whether something may have been destroyed already. */
    public boolean isUnderWay(Doomed doomed, KubernetesClient client) {
        return new ErasureRecord(client, doomed).isThere();
    }

    /** One step further; blocks for as long as the exporter or the historian may. */
    public Progress proceed(Doomed doomed, KubernetesClient client) {
        ErasureRecord record = new ErasureRecord(client, doomed);
        if (!record.isThere()) {
            switch (export.ask(doomed)) {
                case Answer.NotYet(String sentence) -> {
                    return new Progress.Waiting(
                            "ExportPending",
                            "Nothing is destroyed before the data is exported: %s; it is asked again, and setting spec.deletionPolicy to Retain keeps the data."
                                    .formatted(sentence),
                            LATER);
                }
                case Answer.Exported() ->
                    record.open(
                            inventory(doomed, client),
                            export.isSet() ? "confirmed" : "none was asked for",
                            clock.instant().truncatedTo(ChronoUnit.SECONDS));
            }
        }
        return destroy(doomed, client).orElseGet(() -> certify(doomed, record));
    }

    private List<String> inventory(Doomed doomed, KubernetesClient client) {
        List<String> found = new ArrayList<>();
        remains.workloads(doomed, client).forEach(object -> found.add(Remains.told(object)));
        remains.volumes(doomed, client).forEach(claim -> found.add(Remains.told(claim)));
        found.add("database " + doomed.database() + " and its roles, if on the pooled historian");
        remains.keys(doomed, client).forEach(object -> found.add(Remains.told(object)));
        return found;
    }

    /** Each stage begins when nothing is left of the one before; empty when nothing is left at all. */
    private Optional<Progress> destroy(Doomed doomed, KubernetesClient client) {
        List<HasMetadata> workloads = remains.workloads(doomed, client);
        if (!workloads.isEmpty()) {
            return Optional.of(remove("workloads", workloads, client));
        }
        List<PersistentVolumeClaim> volumes = remains.volumes(doomed, client);
        if (!volumes.isEmpty()) {
            return Optional.of(volumes(volumes, doomed, client));
        }
        Optional<Progress> database = database(doomed);
        if (database.isPresent()) {
            return database;
        }
        List<HasMetadata> keys = remains.keys(doomed, client);
        return keys.isEmpty() ? Optional.empty() : Optional.of(remove("keys", keys, client));
    }

    private static Progress volumes(List<PersistentVolumeClaim> volumes, Doomed doomed, KubernetesClient client) {
        List<PersistentVolumeClaim> strange =
                volumes.stream().filter(claim -> !Remains.isOf(claim, doomed)).toList();
        return strange.isEmpty()
                ? remove("volumes", volumes, client)
                : new Progress.Waiting(
                        "ErasureBlocked",
                        "%s has the name of this tenant's volumes but not their labels, so it is not touched: delete it, or label it app.kubernetes.io/instance=%s."
                                .formatted(Remains.told(strange.getFirst()), doomed.tenant()),
                        LATER);
    }

    private Optional<Progress> database(Doomed doomed) {
        return switch (databases.erase(doomed.tenant(), doomed.database())) {
            case HistorianOutcome.Ready() -> Optional.empty();
            case HistorianOutcome.Changed _ -> Optional.of(erasing("database"));
            case HistorianOutcome.Unreachable(String sentence) ->
                Optional.of(new Progress.Waiting("ErasureBlocked", sentence, LATER));
            case HistorianOutcome.Refused(String sentence) ->
                Optional.of(new Progress.Waiting("ErasureBlocked", sentence, LATER));
        };
    }

    private static Progress remove(String stage, List<? extends HasMetadata> objects, KubernetesClient client) {
        objects.stream()
                .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
                .forEach(object -> client.resource(object).delete());
        objects.forEach(object -> HistorianCluster.release(object, client));
        return erasing("%s (%s)"
                .formatted(stage, objects.stream().limit(3).map(Remains::told).collect(Collectors.joining(", "))));
    }

    private static Progress erasing(String what) {
        return new Progress.Waiting("Erasing", "Being destroyed: " + what + ".", SOON);
    }

    private Progress certify(Doomed doomed, ErasureRecord record) {
        if (record.erased().isEmpty()) {
            record.certify(clock.instant().truncatedTo(ChronoUnit.SECONDS));
        }
        return new Progress.Erased(ErasureRecord.name(doomed));
    }
}
