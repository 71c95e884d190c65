/** What the control plane's port shows to a browser until there is a portal. */
@NullMarked
package io.millwright.quickstart.home;

import org.jspecify.annotations.NullMarked;
