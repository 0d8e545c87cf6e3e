/** Labels in Camel routes: the label queue as a source, and gathering what is released together. */
@NullMarked
package io.caravanserai.label.route;

import org.jspecify.annotations.NullMarked;
