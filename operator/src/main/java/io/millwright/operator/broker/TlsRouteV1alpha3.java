package io.millwright.operator.broker;

import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRoute;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A TLSRoute as clusters between the first version of it and the last one serve it. */
@Group("gateway.networking.k8s.io")
@Version("v1alpha3")
@Kind("TLSRoute")
@Singular("tlsroute")
@Plural("tlsroutes")
public final class TlsRouteV1alpha3 extends TLSRoute {

    public TlsRouteV1alpha3() {
        setApiVersion("gateway.networking.k8s.io/v1alpha3");
    }
}
