package io.millwright.brokerextension;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees the TLS handshakes that fail, which HiveMQ tells no extension of: it stands in each connection behind TLS until the
 * handshake is over, decides nothing and takes nothing out. Thread-safe; costs a connection two handlers and a message nothing.
 */
final class HandshakeWatch {

    private static final Logger LOG = LoggerFactory.getLogger(HandshakeWatch.class);

    /** Strangers need no certificate to make a line of the log, so they get no more of them. */
    private static final long BETWEEN_LINES = Duration.ofSeconds(1).toNanos();

    private final Strangers strangers;
    private final AtomicLong lastLine = new AtomicLong(System.nanoTime() - BETWEEN_LINES);

    HandshakeWatch(Strangers strangers) {
        this.strangers = strangers;
    }

    /** @param listening the channel that accepts connections */
    void over(Channel listening) {
        listening.pipeline().addFirst(new Accepting());
    }

    private void failed(Throwable failure, Channel connection) {
        HandshakeFailure.reason(failure).ifPresent(reason -> {
            strangers.refused(reason);
            long now = System.nanoTime();
            long last = lastLine.get();
            if (now - last >= BETWEEN_LINES && lastLine.compareAndSet(last, now)) {
                LOG.info(
                        "Connection refused before MQTT: reason={} address={} failure={}",
                        reason,
                        connection.remoteAddress(),
                        LogText.of(String.valueOf(failure.getMessage())));
            }
        });
    }

    /** Each connection passes here before HiveMQ sets it up. */
    private final class Accepting extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            if (accepted instanceof Channel connection) {
                connection.pipeline().addLast(new BeingSetUp());
            }
            context.fireChannelRead(accepted);
        }
    }

    /** Waits until HiveMQ's handlers are there, to stand right behind TLS: the ones after it keep failures to themselves. */
    private final class BeingSetUp extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            ChannelHandlerContext tls = context.pipeline().context(SniHandler.class);
            if (tls != null) {
                context.pipeline().addAfter(tls.name(), null, new BehindTls());
            }
            context.fireChannelActive();
            context.pipeline().remove(this);
        }
    }

    private final class BehindTls extends ChannelInboundHandlerAdapter {

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake) {
                if (!handshake.isSuccess()) {
                    failed(handshake.cause(), context.channel());
                }
                context.fireUserEventTriggered(event);
                context.pipeline().remove(this);
            } else {
                context.fireUserEventTriggered(event);
            }
        }
    }
}
