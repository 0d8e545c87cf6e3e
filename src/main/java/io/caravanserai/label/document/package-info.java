/** The labels that were made, in any format and size: drawn or converted on demand, cached, and joined to documents. */
@NullMarked
package io.caravanserai.label.document;

import org.jspecify.annotations.NullMarked;
