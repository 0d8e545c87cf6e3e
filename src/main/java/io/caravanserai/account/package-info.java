/** Customers: their accounts and API keys, and the guard at the door of everything they may call. */
@NullMarked
package io.caravanserai.account;

import org.jspecify.annotations.NullMarked;
