/** Exchange rates: the European Central Bank's daily reference rates, kept from day to day, and what follows from them. */
@NullMarked
package io.caravanserai.fx;

import org.jspecify.annotations.NullMarked;
