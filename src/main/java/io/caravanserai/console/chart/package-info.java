/** The console's page of charts. */
@NullMarked
package io.caravanserai.console.chart;

import org.jspecify.annotations.NullMarked;
