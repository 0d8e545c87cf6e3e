/** A label as placed items in mm, from which every format is drawn, and the law that they keep apart. */
@NullMarked
package io.caravanserai.label.model;

import org.jspecify.annotations.NullMarked;
