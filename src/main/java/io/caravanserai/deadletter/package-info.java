/** What could not be handled: kept with its raw bytes and the reason, listed, replayed or discarded by an operator. */
@NullMarked
package io.caravanserai.deadletter;

import org.jspecify.annotations.NullMarked;
