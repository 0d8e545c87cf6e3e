/** EDI files for partners: numbered without gaps, uploaded until they are there, and reconciled with what comes back. */
@NullMarked
package io.caravanserai.edifile;

import org.jspecify.annotations.NullMarked;
