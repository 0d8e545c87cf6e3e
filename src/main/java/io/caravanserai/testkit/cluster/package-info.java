/** Hubs, brokers and a database as processes of their own, what goes wrong with them, and a ledger of what became of events. */
@NullMarked
package io.caravanserai.testkit.cluster;

import org.jspecify.annotations.NullMarked;
