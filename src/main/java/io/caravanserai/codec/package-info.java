/** Packing and unpacking of partners' files - gzip, zip, PGP - within limits, as streams on disk. */
@NullMarked
package io.caravanserai.codec;

import org.jspecify.annotations.NullMarked;
