package io.millwright.controlplane.pki;

import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.jspecify.annotations.Nullable;

/** The subject of a request. A common name alone is what every tool writes, and is passed over. */
public record RequestedSubject(
        @Nullable String organisation,
        @Nullable String unit,
        @Nullable String commonName) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9 ._:-]{0,62}[A-Za-z0-9])?");

    /** Empty if it holds other attributes, one twice, or text that is not plain. */
    static Optional<RequestedSubject> of(X500Name name) {
        String organisation = null;
        String unit = null;
        String commonName = null;
        for (RDN rdn : name.getRDNs()) {
            String text = rdn.isMultiValued() ? null : text(rdn.getFirst().getValue());
            if (text == null) {
                return Optional.empty();
            }
            ASN1ObjectIdentifier type = rdn.getFirst().getType();
            if (type.equals(BCStyle.O) && organisation == null) {
                organisation = text;
            } else if (type.equals(BCStyle.OU) && unit == null) {
                unit = text;
            } else if (type.equals(BCStyle.CN) && commonName == null) {
                commonName = text;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new RequestedSubject(organisation, unit, commonName));
    }

    /** Whether it asks to be this very device; what it leaves out is given. */
    boolean isOf(CertificateIdentity.Device identity) {
        return (organisation == null && unit == null)
                ? commonName == null || commonName.equals(identity.device().value())
                : belongsTo(identity.tenant(), identity.site())
                        && (commonName == null
                                || commonName.equals(identity.device().value()));
    }

    /** Whether a new device of this site may ask so: its common name is the platform's to give, and is passed over. */
    boolean belongsTo(TenantId tenant, SiteId site) {
        boolean bare = organisation == null && unit == null;
        return bare || (tenant.value().equals(organisation) && (unit == null || unit.equals(site.value())));
    }

    /** The characters of other string types read differently from one library to the next. */
    private static @Nullable String text(ASN1Encodable value) {
        boolean plain = (value instanceof DERUTF8String || value instanceof DERPrintableString)
                && PLAIN.matcher(((ASN1String) value).getString()).matches();
        return plain ? ((ASN1String) value).getString() : null;
    }
}
