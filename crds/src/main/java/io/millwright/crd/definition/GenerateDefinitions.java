package io.millwright.crd.definition;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.Site;
import io.millwright.crd.v1alpha1.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the definitions from the classes. The build runs it on the toolchain's JDK, because the generator's own Maven
 * plugin runs in Maven's JVM, which may be older than the class files.
 */
final class GenerateDefinitions {

    public static void main(String... arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        new CRDGenerator()
                .customResourceClasses(List.of(Tenant.class, Site.class, DeviceFleet.class))
                .forCRDVersions("v1")
                .withMinQuotes(false)
                .withPostProcessor(new DefinitionRefinement())
                .inOutputDir(directory.toFile())
                .generate();
    }

    private GenerateDefinitions() {}
}
