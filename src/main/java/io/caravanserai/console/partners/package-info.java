/** Pages on carriers and customers, with what operators do with them. */
@NullMarked
package io.caravanserai.console.partners;

import org.jspecify.annotations.NullMarked;
