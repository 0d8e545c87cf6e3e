/** The console's page of what needs a person. */
@NullMarked
package io.caravanserai.console.attention;

import org.jspecify.annotations.NullMarked;
