package io.millwright.brokerextension;

import com.hivemq.extension.sdk.api.auth.parameter.TopicPermission;
import com.hivemq.extension.sdk.api.packets.auth.DefaultAuthorizationBehaviour;
import com.hivemq.extension.sdk.api.packets.auth.ModifiableDefaultPermissions;
import com.hivemq.extension.sdk.api.services.builder.TopicPermissionBuilder;
import io.millwright.wire.Permission;
import java.util.List;

/**
 * Says the rights of {@code wire} in HiveMQ's words. It keeps the builder it was made with, because HiveMQ's
 * {@code Builders} are static and change hands with every broker that starts; a builder is not safe between threads.
 */
final class Permissions {

    private final TopicPermissionBuilder builder;

    Permissions(TopicPermissionBuilder builder) {
        this.builder = builder;
    }

    /** Grants exactly these; all else is denied. */
    void grant(List<Permission> rights, ModifiableDefaultPermissions permissions) {
        permissions.setDefaultBehaviour(DefaultAuthorizationBehaviour.DENY);
        permissions.clear();
        for (Permission right : rights) {
            permissions.add(permission(right));
        }
    }

    private synchronized TopicPermission permission(Permission right) {
        return builder.topicFilter(right.filter().toString())
                .type(TopicPermission.PermissionType.ALLOW)
                .activity(
                        switch (right.activity()) {
                            case PUBLISH -> TopicPermission.MqttActivity.PUBLISH;
                            case SUBSCRIBE -> TopicPermission.MqttActivity.SUBSCRIBE;
                        })
                .qos(right.highestQos() == 0 ? TopicPermission.Qos.ZERO : TopicPermission.Qos.ZERO_ONE)
                .retain(right.retainable() ? TopicPermission.Retain.ALL : TopicPermission.Retain.NOT_RETAINED)
                .sharedSubscription(TopicPermission.SharedSubscription.NOT_SHARED)
                .build();
    }
}
