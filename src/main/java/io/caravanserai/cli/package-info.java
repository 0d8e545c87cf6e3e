/** The command line: parses words and options, calls the feature, prints for people. */
@NullMarked
package io.caravanserai.cli;

import org.jspecify.annotations.NullMarked;
