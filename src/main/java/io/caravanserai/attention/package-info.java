/** What needs a person: found in alerts, dead letters, endpoints, codes and files, and told in plain words. */
@NullMarked
package io.caravanserai.attention;

import org.jspecify.annotations.NullMarked;
