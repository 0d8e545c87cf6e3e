/** What visitors of shops do: events, the sessions they belong to and the profiles behind them. */
@NullMarked
package io.caravanserai.behaviour;

import org.jspecify.annotations.NullMarked;
