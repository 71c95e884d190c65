/**
 * Issues every certificate of the platform: device root, one certificate authority per tenant, the server authority,
 * the platform's authority for its own clients, and the server and client certificates below them.
 *
 * <p>Owns: shapes, names, lifetimes and renewal instants of certificates, and their PEM form. Does not own: where keys
 * are kept (Secrets, written by the reconciler), device certificates (the control plane's signer), or what a
 * certificate entitles to (module wire). Knows no Kubernetes and no custom resource.
 *
 * <p>Failure: text that cannot be read as a key with its certificates is an {@link UnreadablePemException} with one
 * sentence. An unreadable authority must be reported, never replaced: devices in the field chain to it.
 */
@NullMarked
package io.millwright.operator.pki;

import org.jspecify.annotations.NullMarked;
