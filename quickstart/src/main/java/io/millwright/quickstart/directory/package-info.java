/** The data directory: its lock, kept ports, administrator and endpoints.json; and what commands take of this machine beside it. */
@NullMarked
package io.millwright.quickstart.directory;

import org.jspecify.annotations.NullMarked;
