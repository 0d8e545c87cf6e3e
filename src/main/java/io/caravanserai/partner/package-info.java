/** Carriers and customers as operators see them: when they were heard of, how they are reached, and what can be done. */
@NullMarked
package io.caravanserai.partner;

import org.jspecify.annotations.NullMarked;
