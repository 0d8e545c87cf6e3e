/** What nodes of one hub know of each other. */
@NullMarked
package io.caravanserai.cluster;

import org.jspecify.annotations.NullMarked;
