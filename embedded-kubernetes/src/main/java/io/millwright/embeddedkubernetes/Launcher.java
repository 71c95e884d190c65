package io.millwright.embeddedkubernetes;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs the server by itself: {@code Launcher KUBECONFIG [DATA-DIRECTORY]}; without a directory nothing is kept. */
public final class Launcher {

    private Launcher() {}

    /** Writes the kubeconfig, says where the server listens, and runs until it is told to stop. */
    public static void main(String[] args) throws InterruptedException {
        if (args.length < 1) {
            System.err.println("usage: Launcher KUBECONFIG [DATA-DIRECTORY]");
            System.exit(2);
        }
        EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start(
                args.length > 1
                        ? EmbeddedKubernetes.Settings.in(Path.of(args[1]))
                        : EmbeddedKubernetes.Settings.inMemory());
        Runtime.getRuntime().addShutdownHook(new Thread(kubernetes::close));
        kubernetes.writeKubeconfig(Path.of(args[0]).toAbsolutePath());
        System.out.println(kubernetes.url());
        new CountDownLatch(1).await();
    }
}
