package io.millwright.wire;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** A distinguished name as attributes; one with a repeated or multi-valued attribute is not read at all. */
final class DistinguishedName {

    static Optional<Map<String, String>> read(X500Principal principal) {
        Map<String, String> attributes = new HashMap<>();
        try {
            for (Rdn part : new LdapName(principal.getName(X500Principal.RFC2253)).getRdns()) {
                // A value that is not a string type comes as bytes.
                if (part.size() != 1
                        || !(part.getValue() instanceof String value)
                        || attributes.put(part.getType().toUpperCase(Locale.ROOT), value) != null) {
                    return Optional.empty();
                }
            }
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
        return Optional.of(attributes);
    }

    private DistinguishedName() {}
}
