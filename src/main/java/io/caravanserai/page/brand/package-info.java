/** How the tracking pages of an account look: name, colour, logo and where to get help. */
@NullMarked
package io.caravanserai.page.brand;

import org.jspecify.annotations.NullMarked;
