package io.millwright.operator.dashboards.grafana;

/** Grafana did not do what it was asked. The sentence names the request and what came of it, never a body or a login. */
public final class GrafanaFault extends Exception {

    private static final long serialVersionUID = 1L;

    /** What kind of fault, because each is somebody else's to mend. */
    public enum Kind {
        /** No connection, or no whole answer in time. */
        UNREACHABLE,
        /** 5xx or 429: it will pass, or Grafana's log says why not. */
        FAILING,
        /** 401 or 403: the login is wrong or may too little. */
        REFUSED,
        /** What answered is no Grafana that this release knows: HTML, a redirect, another version, another form. */
        UNSUPPORTED,
        /** Any other 4xx: the request itself was not taken. */
        REJECTED
    }

    private final Kind kind;

    GrafanaFault(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** One sentence without its full stop. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
