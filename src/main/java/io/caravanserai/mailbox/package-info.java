/** The built-in sFTP mailbox: a jailed folder for each partner who has no server, whose uploads are taken at once. */
@NullMarked
package io.caravanserai.mailbox;

import org.jspecify.annotations.NullMarked;
