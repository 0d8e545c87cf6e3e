/** The demo: a hub with carriers and a customer of the test kit around it, telling what happens as it happens. */
@NullMarked
package io.caravanserai.demo;

import org.jspecify.annotations.NullMarked;
