package io.caravanserai.delivery;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.List;

/** Looks up host names without blocking. */
@FunctionalInterface
public interface HostResolver {
    /** All addresses of a name; fails when there is none or no name server answers. */
    Future<List<InetAddress>> resolve(String host);
}
