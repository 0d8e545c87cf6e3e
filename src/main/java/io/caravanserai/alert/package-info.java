/** What an operator should look at now: raised once, listed while it lasts, cleared when it is over. */
@NullMarked
package io.caravanserai.alert;

import org.jspecify.annotations.NullMarked;
