package io.millwright.controlplane.signin;

import java.util.List;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jose.jws.JwsAlgorithms;
import org.springframework.security.oauth2.server.authorization.oidc.OidcProviderConfiguration;
import org.springframework.security.oauth2.server.authorization.oidc.web.OidcProviderConfigurationEndpointFilter;

/** What the authorization server says of itself: what there is of what the library would promise. */
final class Metadata {

    /** Promised by the library, and not here. */
    private static final List<String> ABSENT = List.of(
            "end_session_endpoint",
            "introspection_endpoint",
            "introspection_endpoint_auth_methods_supported",
            "tls_client_certificate_bound_access_tokens",
            "dpop_signing_alg_values_supported");

    static OidcProviderConfigurationEndpointFilter filter() {
        OidcProviderConfigurationEndpointFilter filter = new OidcProviderConfigurationEndpointFilter();
        filter.setProviderConfigurationCustomizer(Metadata::correct);
        return filter;
    }

    private static void correct(OidcProviderConfiguration.Builder metadata) {
        metadata.claims(claims -> claims.keySet().removeAll(ABSENT))
                .grantTypes(grants -> grants.remove(AuthorizationGrantType.TOKEN_EXCHANGE.getValue()))
                .tokenEndpointAuthenticationMethods(Metadata::methods)
                .tokenRevocationEndpointAuthenticationMethods(Metadata::methods)
                .idTokenSigningAlgorithms(algorithms -> {
                    algorithms.clear();
                    algorithms.add(JwsAlgorithms.ES256);
                })
                .scope(OidcScopes.EMAIL)
                .scope(OidcScopes.PROFILE);
    }

    private static void methods(List<String> methods) {
        methods.clear();
        methods.add(ClientAuthenticationMethod.NONE.getValue());
        methods.add(ClientAuthenticationMethod.CLIENT_SECRET_BASIC.getValue());
        methods.add(ClientAuthenticationMethod.CLIENT_SECRET_POST.getValue());
    }

    private Metadata() {}
}
