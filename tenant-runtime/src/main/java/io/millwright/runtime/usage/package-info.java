/**
 * From windows that are counted beside the data to rows that are published once and for ever, in commit order. Failure: what is
 * not published yet stays marked in the database, and is with the next try.
 */
@NullMarked
package io.millwright.runtime.usage;

import org.jspecify.annotations.NullMarked;
