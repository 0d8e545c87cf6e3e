/** Carriers that sell labels by an HTTP API, described by a route and a mapping. */
@NullMarked
package io.caravanserai.label.api;

import org.jspecify.annotations.NullMarked;
