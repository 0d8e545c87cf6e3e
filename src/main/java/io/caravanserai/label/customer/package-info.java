/** What customers ask about labels: the calls that give, order and link to them. */
@NullMarked
package io.caravanserai.label.customer;

import org.jspecify.annotations.NullMarked;
