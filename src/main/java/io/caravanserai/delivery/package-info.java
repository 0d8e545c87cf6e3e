/** Sends customers what they subscribed to: signed webhooks in one lane per endpoint, retried until taken or dead. */
@NullMarked
package io.caravanserai.delivery;

import org.jspecify.annotations.NullMarked;
