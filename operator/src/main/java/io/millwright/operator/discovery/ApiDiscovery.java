package io.millwright.operator.discovery;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millwright.operator.plan.OptionalApi;
import java.net.HttpURLConnection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** Asks the API server what it serves. */
public final class ApiDiscovery {

    private final KubernetesClient client;

    public ApiDiscovery(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Each API in one version.
     *
     * @throws KubernetesClientException when the server could not be asked, which is no answer
     */
    public Set<OptionalApi> offered() {
        Set<OptionalApi> offered = EnumSet.noneOf(OptionalApi.class);
        for (OptionalApi api : OptionalApi.values()) {
            if (offered.stream().noneMatch(api::isVersionOf) && isServed(api)) {
                offered.add(api);
            }
        }
        return Set.copyOf(offered);
    }

    private boolean isServed(OptionalApi api) {
        return resources(api.group() + "/" + api.version())
                .anyMatch(resource -> api.resource().equals(resource.getName()));
    }

    private Stream<APIResource> resources(String groupVersion) {
        try {
            APIResourceList found = client.getApiResources(groupVersion);
            return found == null ? Stream.of() : found.getResources().stream();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Stream.of();
            }
            throw e;
        }
    }
}
