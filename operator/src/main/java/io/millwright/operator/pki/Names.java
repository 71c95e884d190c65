package io.millwright.operator.pki;

import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * Subjects of the platform. The organisation comes first in the encoding, because a directory-name constraint is a
 * prefix: {@code O=acme} permits exactly the subjects that begin with it.
 */
final class Names {

    /** No tenant can be called so: tenant names hold neither blanks nor capitals, and names compare without case. */
    static final String PLATFORM = "Millwright Platform";

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

    /** 'platform' stands where a tenant would in the URIs of the platform's own services. */
    static String tenant(String name) {
        if (name.equals("platform")) {
            throw new IllegalArgumentException("no tenant is called 'platform'");
        }
        return label("tenant", name);
    }

    static String label(String what, String name) {
        if (!LABEL.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    what + " must be 1 to 40 of a-z, 0-9 and inner hyphens, not '" + name + "'");
        }
        return name;
    }

    static X500Name organisation(String organisation) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, organisation)
                .build();
    }

    static X500Name of(String organisation, String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, organisation)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    static X500Name of(String organisation, String unit, String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, organisation)
                .addRDN(BCStyle.OU, unit)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private Names() {}
}
