package io.millwright.embeddedkubernetes.registry;

import io.millwright.embeddedkubernetes.resource.ResourceType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The resources served now. Readers see one consistent state; changes replace it as a whole. */
public final class Registry {

    private record State(Map<String, Served> byPath, Map<String, List<Served>> byStorage, long number) {}

    private final List<ResourceType> builtIns;
    private final Map<String, Definition> custom = new TreeMap<>();
    private volatile State state;

    private record Definition(List<ResourceType> types, String storageVersion, long since) {}

    public Registry(List<ResourceType> builtIns) {
        this.builtIns = List.copyOf(builtIns);
        this.state = build(0);
    }

    /** @return null where no such resource is served in that version */
    public @Nullable Served find(String group, String version, String plural) {
        return state.byPath.get(group + "/" + version + "/" + plural);
    }

    /** Any version of what is stored there, or null: for what has to work on objects of all kinds. */
    public @Nullable Served stored(String storage) {
        List<Served> versions = state.byStorage.get(storage);
        if (versions == null) {
            return null;
        }
        return versions.stream()
                .filter(served -> served.apiVersion().equals(served.storedAs()))
                .findFirst()
                .orElse(versions.getFirst());
    }

    /** By apiVersion and kind, as owner references name it; any version of the group will do. */
    public @Nullable Served byKind(String group, String kind) {
        for (Served served : state.byPath.values()) {
            if (served.type().stored()
                    && served.type().kind().equals(kind)
                    && served.type().group().equals(group)) {
                return served;
            }
        }
        return null;
    }

    public Collection<Served> all() {
        return state.byPath.values();
    }

    /** Grows with every change of what is served; for what is derived from it and kept. */
    public long number() {
        return state.number;
    }

    /** Serves the types of a definition, in place of what it defined before. */
    public synchronized void define(String definition, List<ResourceType> types, String storageVersion, long since) {
        custom.put(definition, new Definition(List.copyOf(types), storageVersion, since));
        state = build(state.number + 1);
    }

    /** @return the store resources that are no longer served */
    public synchronized Set<String> withdraw(String definition) {
        Definition gone = custom.remove(definition);
        state = build(state.number + 1);
        return gone == null
                ? Set.of()
                : gone.types.stream().map(t -> t.group() + "/" + t.plural()).collect(Collectors.toSet());
    }

    private State build(long number) {
        Map<String, Served> byPath = new LinkedHashMap<>();
        Map<String, List<Served>> byStorage = new HashMap<>();
        for (ResourceType type : builtIns) {
            boolean event = type.plural().equals("events");
            String storage = event ? "/events" : type.group() + "/" + type.plural();
            String own = Served.apiVersion(type.group(), type.version());
            List<Served> versions = byStorage.computeIfAbsent(storage, s -> new ArrayList<>());
            String storedAs = event
                    ? "v1"
                    : versions.isEmpty() ? own : versions.getFirst().storedAs();
            add(byPath, versions, new Served(type, storage, storedAs, 0));
        }
        custom.values()
                .forEach(definition -> definition.types.forEach(type -> {
                    String storage = type.group() + "/" + type.plural();
                    String storedAs = Served.apiVersion(type.group(), definition.storageVersion);
                    List<Served> versions = byStorage.computeIfAbsent(storage, s -> new ArrayList<>());
                    add(byPath, versions, new Served(type, storage, storedAs, definition.since));
                }));
        return new State(byPath, byStorage, number);
    }

    private static void add(Map<String, Served> byPath, List<Served> versions, Served served) {
        ResourceType type = served.type();
        byPath.put(type.group() + "/" + type.version() + "/" + type.plural(), served);
        versions.add(served);
    }
}
