package io.millwright.operator.pki;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;

/** The host names and addresses that a server answers to; a name that reads as an address is one. */
public record ServerNames(SequencedSet<String> hosts, SequencedSet<String> addresses) {

    private static final Pattern HOST = Pattern.compile(
            "(?=.{1,253}$)(\\*\\.)?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");

    public ServerNames {
        hosts = new TreeSet<>(hosts);
        addresses = new TreeSet<>(addresses);
        if (hosts.isEmpty() && addresses.isEmpty()) {
            throw new IllegalArgumentException("a server needs at least one name");
        }
    }

    /** @throws IllegalArgumentException with one sentence when a name is neither a host name nor an address */
    public static ServerNames of(Collection<String> names) {
        SequencedSet<String> hosts = new TreeSet<>();
        SequencedSet<String> addresses = new TreeSet<>();
        for (String name : names) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.contains(":") || DIGITS_AND_DOTS.matcher(lower).matches()) {
                addresses.add(InetAddress.ofLiteral(lower).getHostAddress());
            } else if (HOST.matcher(lower).matches()) {
                hosts.add(lower);
            } else {
                throw new IllegalArgumentException("'" + name + "' is neither a host name nor an address");
            }
        }
        return new ServerNames(hosts, addresses);
    }

    List<GeneralName> asGeneralNames() {
        List<GeneralName> names = new ArrayList<>();
        hosts.forEach(host -> names.add(new GeneralName(GeneralName.dNSName, host)));
        addresses.forEach(address -> names.add(new GeneralName(GeneralName.iPAddress, address)));
        return names;
    }

    /** A certificate that names more or less than this was made for other names. */
    boolean areThoseOf(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null) {
                return false;
            }
            Set<String> actualHosts = new TreeSet<>();
            Set<String> actualAddresses = new TreeSet<>();
            for (List<?> name : names) {
                switch ((Integer) name.getFirst()) {
                    case GeneralName.dNSName -> actualHosts.add((String) name.getLast());
                    case GeneralName.iPAddress ->
                        actualAddresses.add(
                                InetAddress.ofLiteral((String) name.getLast()).getHostAddress());
                    default -> {
                        return false;
                    }
                }
            }
            return actualHosts.equals(hosts) && actualAddresses.equals(addresses);
        } catch (CertificateParsingException e) {
            return false;
        }
    }
}
