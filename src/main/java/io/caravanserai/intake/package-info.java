/** How carriers' data comes in: webhooks, files and polled APIs, each durable on Kafka before it is acknowledged. */
@NullMarked
package io.caravanserai.intake;

import org.jspecify.annotations.NullMarked;
