package io.caravanserai.delivery;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Asks the name servers of the machine (and its hosts file) with a cache by their TTL. Java's own look-up blocks a
 * thread for many seconds when a name server is silent: one dead customer domain would delay others.
 */
public final class DnsResolver implements HostResolver, AutoCloseable {
    private static final long QUERY_TIMEOUT_MILLIS = 3_000;
    /** A moved endpoint is followed after at most so long, whatever the TTL says. */
    private static final int LONGEST_CACHE_SECONDS = 300;

    private final NioEventLoopGroup loop = new NioEventLoopGroup(1, new DefaultThreadFactory("hub-dns", true));
    private final DnsNameResolver resolver = new DnsNameResolverBuilder(loop.next())
            .datagramChannelType(NioDatagramChannel.class)
            .socketChannelType(NioSocketChannel.class)
            .queryTimeoutMillis(QUERY_TIMEOUT_MILLIS)
            .ttl(0, LONGEST_CACHE_SECONDS)
            .build();

    @Override
    public Future<List<InetAddress>> resolve(String host) {
        Promise<List<InetAddress>> promise = Promise.promise();
        resolver.resolveAll(host).addListener((io.netty.util.concurrent.Future<List<InetAddress>> answer) -> {
            if (answer.isSuccess()) {
                promise.complete(answer.getNow());
            } else {
                promise.fail(answer.cause());
            }
        });
        return promise.future();
    }

    @Override
    public void close() {
        resolver.close();
        loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
