/** What every module is held to: architecture rules for ArchUnit and the formatter. */
@NullMarked
package io.millwright.buildpolicy;

import org.jspecify.annotations.NullMarked;
