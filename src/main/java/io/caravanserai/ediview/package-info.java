/** Any X12 or EDIFACT interchange in words: its segments named, its codes and times explained, its faults in place. */
@NullMarked
package io.caravanserai.ediview;

import org.jspecify.annotations.NullMarked;
