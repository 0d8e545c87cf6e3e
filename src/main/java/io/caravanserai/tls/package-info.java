/** Certificates and keys in PEM: read, checked and made into what TLS takes. */
@NullMarked
package io.caravanserai.tls;

import org.jspecify.annotations.NullMarked;
