/** Reads payloads by a carrier's mapping without a hub's having got them, shows what they make, and keeps them as samples. */
@NullMarked
package io.caravanserai.tryout;

import org.jspecify.annotations.NullMarked;
