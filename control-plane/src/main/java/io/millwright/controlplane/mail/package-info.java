/** Letters to people: kept with what they are about until they are sent, by SMTP or into a directory. */
@NullMarked
package io.millwright.controlplane.mail;

import org.jspecify.annotations.NullMarked;
