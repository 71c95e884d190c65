package io.millwright.controlplane.signin;

/** Where the authorization server answers; its metadata says so too. */
final class SignInEndpoints {

    static final String AUTHORIZE = "/oauth2/authorize";
    static final String TOKEN = "/oauth2/token";
    static final String REVOKE = "/oauth2/revoke";
    static final String KEYS = "/oauth2/jwks";
    static final String USER_INFO = "/userinfo";
    static final String METADATA = "/.well-known/openid-configuration";

    private SignInEndpoints() {}
}
