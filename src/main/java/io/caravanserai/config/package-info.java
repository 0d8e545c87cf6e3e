/** Typed configuration: every setting of the hub, its default and where it may come from. */
@NullMarked
package io.caravanserai.config;

import org.jspecify.annotations.NullMarked;
