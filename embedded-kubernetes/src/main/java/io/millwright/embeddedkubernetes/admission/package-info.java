/**
 * ValidatingAdmissionPolicies and their bindings, evaluated before a write is stored. Known are resource rules, match conditions,
 * variables, validations with their messages and reasons, failure policies, and the actions Deny and Warn. Not known are
 * parameters, selectors, {@code namespaceObject} and {@code authorizer}: a policy that needs them fails as its failure policy says.
 */
@NullMarked
package io.millwright.embeddedkubernetes.admission;

import org.jspecify.annotations.NullMarked;
