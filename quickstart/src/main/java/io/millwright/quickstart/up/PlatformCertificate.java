package io.millwright.quickstart.up;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.millwright.quickstart.directory.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a copy of the device root's certificate in a file: every broker's chain ends there. The file appears with the
 * root, which the operator makes.
 */
final class PlatformCertificate {

    private static final Logger LOG = LoggerFactory.getLogger(PlatformCertificate.class);
    private static final String NAMESPACE = "millwright-pki";
    private static final String SECRET = "device-root";

    private PlatformCertificate() {}

    static AutoCloseable keepIn(Path file, KubernetesClient client) {
        SharedIndexInformer<Secret> informer = client.secrets()
                .inNamespace(NAMESPACE)
                .withField("metadata.name", SECRET)
                .runnableInformer(0);
        informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Secret secret) {
                write(file, secret);
            }

            @Override
            public void onUpdate(Secret before, Secret after) {
                write(file, after);
            }

            @Override
            public void onDelete(Secret secret, boolean unknown) {
                LOG.warn("the device root was deleted; {} keeps its last certificate", file);
            }
        });
        informer.run();
        return informer::stop;
    }

    private static void write(Path file, Secret secret) {
        String encoded = secret.getData() == null ? null : secret.getData().get("ca.crt");
        if (encoded == null) {
            return;
        }
        try {
            byte[] pem = Base64.getDecoder().decode(encoded);
            if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), pem)) {
                PrivateFiles.write(file, pem);
            }
        } catch (IOException e) {
            LOG.warn("{} was not updated: {}", file, e.getMessage());
        }
    }
}
