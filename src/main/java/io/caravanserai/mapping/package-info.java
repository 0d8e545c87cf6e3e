/** Reads payloads of any format through one small path language: documents, trees, expressions, YAML and CSV files with line numbers. */
@NullMarked
package io.caravanserai.mapping;

import org.jspecify.annotations.NullMarked;
