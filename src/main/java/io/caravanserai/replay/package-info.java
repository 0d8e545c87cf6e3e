/** Reads raw messages again after a mapping changed, tells the difference and corrects what customers were told. */
@NullMarked
package io.caravanserai.replay;

import org.jspecify.annotations.NullMarked;
