/** The edge between Camel's HTTP endpoints and the hub's handlers: plain requests in, plain answers out, no Exchange beyond it. */
@NullMarked
package io.caravanserai.http;

import org.jspecify.annotations.NullMarked;
