/** What a kubelet or a person may ask over HTTP: is the process alive, and which tenants are served. */
@NullMarked
package io.millwright.runtime.health;

import org.jspecify.annotations.NullMarked;
