/** What travels between stages: the raw inbound message and the harmonized tracking event, as JSON on Kafka and in webhooks. */
@NullMarked
package io.caravanserai.event;

import org.jspecify.annotations.NullMarked;
