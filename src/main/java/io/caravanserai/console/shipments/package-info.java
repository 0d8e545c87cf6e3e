/** Pages on shipments: the search, the story of one, and what made an event. */
@NullMarked
package io.caravanserai.console.shipments;

import org.jspecify.annotations.NullMarked;
