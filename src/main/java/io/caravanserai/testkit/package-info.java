/** Carriers to test against: an sFTP server, tracking APIs and signed webhook calls, for tests, the demo and benches. */
@NullMarked
package io.caravanserai.testkit;

import org.jspecify.annotations.NullMarked;
