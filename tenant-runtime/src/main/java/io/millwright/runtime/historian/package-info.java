/**
 * A tenant's way to its database: a small pool as the writer that is empty while nothing happens, and the question whether
 * the database is there. Failure: an answer in one sentence, without credentials.
 */
@NullMarked
package io.millwright.runtime.historian;

import org.jspecify.annotations.NullMarked;
