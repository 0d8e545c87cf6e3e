/** The label queue as a source of Camel routes. */
@NullMarked
package io.caravanserai.label.route;

import org.jspecify.annotations.NullMarked;
