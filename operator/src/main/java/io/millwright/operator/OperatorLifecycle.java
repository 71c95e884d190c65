package io.millwright.operator;

import io.javaoperatorsdk.operator.Operator;
import org.springframework.context.SmartLifecycle;

/** Starts the controllers after every bean exists and stops them, finishing running reconciliations, before any is closed. */
class OperatorLifecycle implements SmartLifecycle {

    private final Operator operator;
    private volatile boolean running;

    OperatorLifecycle(Operator operator) {
        this.operator = operator;
    }

    @Override
    public void start() {
        operator.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        operator.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
