/** Sign-up, links of mails, members and people over HTTP. */
@NullMarked
package io.millwright.controlplane.account.web;

import org.jspecify.annotations.NullMarked;
