/** Label templates: what stands where on a label, read from YAML and filled with the data of a shipment. */
@NullMarked
package io.caravanserai.label.template;

import org.jspecify.annotations.NullMarked;
