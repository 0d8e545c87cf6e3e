/** Pages on the queues of labels and on batches. */
@NullMarked
package io.caravanserai.console.labels;

import org.jspecify.annotations.NullMarked;
