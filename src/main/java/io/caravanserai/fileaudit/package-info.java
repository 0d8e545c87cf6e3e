/** What became of every file that was exchanged with a partner, and the hub's own copies of those that were taken. */
@NullMarked
package io.caravanserai.fileaudit;

import org.jspecify.annotations.NullMarked;
