package io.millwright.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The subject alternative names as they were signed. {@link X509Certificate#getSubjectAlternativeNames} cannot be asked:
 * when the JDK checks an authority's name constraints, it adds the common name to the certificate's list as a host name,
 * and its certificate factory hands the same object to everybody in the process.
 *
 * @param others how many names are not URIs
 */
record AlternativeNames(List<String> uris, int others) {

    private static final String EXTENSION = "2.5.29.17";
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;
    private static final int URI = 0x86;

    /** Empty if the extension is not DER. */
    static Optional<AlternativeNames> of(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(EXTENSION);
        if (extension == null) {
            return Optional.of(new AlternativeNames(List.of(), 0));
        }
        try {
            ByteBuffer names = content(content(ByteBuffer.wrap(extension), OCTET_STRING), SEQUENCE);
            List<String> uris = new ArrayList<>();
            int others = 0;
            while (names.hasRemaining()) {
                int tag = names.get(names.position()) & 0xff;
                ByteBuffer name = element(names);
                if (tag == URI) {
                    uris.add(StandardCharsets.ISO_8859_1.decode(name).toString());
                } else {
                    others++;
                }
            }
            return Optional.of(new AlternativeNames(List.copyOf(uris), others));
        } catch (MalformedDer e) {
            return Optional.empty();
        }
    }

    private static ByteBuffer content(ByteBuffer whole, int tag) throws MalformedDer {
        if (!whole.hasRemaining() || (whole.get(whole.position()) & 0xff) != tag) {
            throw new MalformedDer();
        }
        ByteBuffer content = element(whole);
        if (whole.hasRemaining()) {
            throw new MalformedDer();
        }
        return content;
    }

    /** The content of the next element, which has a tag of one byte as all general names have. */
    private static ByteBuffer element(ByteBuffer from) throws MalformedDer {
        if (from.remaining() < 2) {
            throw new MalformedDer();
        }
        from.get();
        int length = length(from);
        if (length > from.remaining()) {
            throw new MalformedDer();
        }
        ByteBuffer content = from.slice(from.position(), length);
        from.position(from.position() + length);
        return content;
    }

    private static int length(ByteBuffer from) throws MalformedDer {
        int first = from.get() & 0xff;
        if (first < 0x80) {
            return first;
        }
        int bytes = first & 0x7f;
        if (bytes < 1 || bytes > 3 || bytes > from.remaining()) {
            throw new MalformedDer();
        }
        int length = 0;
        for (int i = 0; i < bytes; i++) {
            length = length << 8 | from.get() & 0xff;
        }
        return length;
    }

    private static final class MalformedDer extends Exception {

        private static final long serialVersionUID = 1L;
    }
}
