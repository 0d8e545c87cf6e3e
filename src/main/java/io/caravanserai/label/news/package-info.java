/** What follows the end of label work: topic label.completed, webhooks about shipments, batches and manifests. */
@NullMarked
package io.caravanserai.label.news;

import org.jspecify.annotations.NullMarked;
