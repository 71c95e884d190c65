/** What lies in the data directory besides the parts' own data: the lock, kept ports, the administrator, endpoints.json. */
@NullMarked
package io.millwright.quickstart.directory;

import org.jspecify.annotations.NullMarked;
