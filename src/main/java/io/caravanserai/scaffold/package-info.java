/** Starting points for new carriers and customers: templates, and proposals made from a payload. */
@NullMarked
package io.caravanserai.scaffold;

import org.jspecify.annotations.NullMarked;
