/** The component hub-mailbox: where routes meet the mailboxes. */
@NullMarked
package io.caravanserai.mailbox.route;

import org.jspecify.annotations.NullMarked;
