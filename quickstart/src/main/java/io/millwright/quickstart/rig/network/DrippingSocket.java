package io.millwright.quickstart.rig.network;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** A connection whose owner sends one byte a second as soon as it is told to, whatever lies above it. */
public final class DrippingSocket extends Socket {

    private volatile boolean drips;

    /** Connects to a loopback port. */
    public DrippingSocket(int port) throws IOException {
        connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
        setTcpNoDelay(true);
    }

    public void drip() {
        drips = true;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (!drips) {
                    out.write(bytes, offset, length);
                    return;
                }
                for (int i = offset; i < offset + length; i++) {
                    out.write(bytes[i]);
                    await();
                }
            }
        };
    }

    private static void await() throws IOException {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("no more drops");
        }
    }
}
