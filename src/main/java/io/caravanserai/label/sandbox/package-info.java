/** The label API of the sandbox carrier, with faults on request: what customers and checks buy labels from. */
@NullMarked
package io.caravanserai.label.sandbox;

import org.jspecify.annotations.NullMarked;
