/** How long the hub keeps what: forgetting in portions, by one node, and an archive of what goes. */
@NullMarked
package io.caravanserai.retention;

import org.jspecify.annotations.NullMarked;
