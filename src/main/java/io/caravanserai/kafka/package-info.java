/** The backbone between stages: the in-process broker, the topics, and batch commits. */
@NullMarked
package io.caravanserai.kafka;

import org.jspecify.annotations.NullMarked;
