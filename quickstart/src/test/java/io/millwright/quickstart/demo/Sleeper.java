package io.millwright.quickstart.demo;

import java.util.concurrent.CountDownLatch;

/** A program that says that it runs, and then only ends when it is ended. */
public final class Sleeper {

    private Sleeper() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("runs " + ProcessHandle.current().pid());
        new CountDownLatch(1).await();
    }
}
