/** Shows operators the queues of labels, how far carriers' limits are used, and the batches. */
@NullMarked
package io.caravanserai.labelview;

import org.jspecify.annotations.NullMarked;
