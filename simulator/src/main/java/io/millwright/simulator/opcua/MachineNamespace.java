package io.millwright.simulator.opcua;

import io.millwright.simulator.machine.Machine;
import io.millwright.simulator.machine.Signal;
import io.millwright.simulator.machine.SignalType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.nodes.filters.AttributeFilters;
import org.eclipse.milo.opcua.sdk.server.util.SubscriptionModel;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;

/** One folder with a variable for each signal: {@code ns=2;s=Pump.Flow}. Read only. */
final class MachineNamespace extends ManagedNamespaceWithLifecycle {

    private static final String URI = "urn:millwright:simulator:machine";

    private final Machine machine;
    private final Clock clock;
    private final SubscriptionModel subscriptions;

    MachineNamespace(OpcUaServer server, Machine machine, Clock clock) {
        super(server, URI);
        this.machine = machine;
        this.clock = clock;
        this.subscriptions = new SubscriptionModel(server, this);
        getLifecycleManager().addLifecycle(subscriptions);
        getLifecycleManager().addStartupTask(this::makeNodes);
    }

    private void makeNodes() {
        UaFolderNode folder = new UaFolderNode(
                getNodeContext(),
                newNodeId(machine.camelName()),
                newQualifiedName(machine.camelName()),
                LocalizedText.english(machine.name()));
        getNodeManager().addNode(folder);
        folder.addReference(new Reference(
                folder.getNodeId(), NodeIds.Organizes, NodeIds.ObjectsFolder.expanded(), Reference.Direction.INVERSE));
        for (Signal signal : machine.signals()) {
            UaVariableNode node = new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
                    .setNodeId(newNodeId(machine.camelName() + "." + signal.camelName()))
                    .setBrowseName(newQualifiedName(signal.camelName()))
                    .setDisplayName(LocalizedText.english(signal.name()))
                    .setDescription(LocalizedText.english(signal.unit()))
                    .setDataType(dataType(signal.type()))
                    .setTypeDefinition(NodeIds.BaseDataVariableType)
                    .addAttributeFilter(AttributeFilters.getValue(_ -> value(signal)))
                    .build();
            getNodeManager().addNode(node);
            folder.addOrganizes(node);
        }
    }

    private DataValue value(Signal signal) {
        Instant now = clock.instant();
        double value = signal.at(now);
        Object typed = switch (signal.type()) {
            case REAL -> (float) value;
            case INT -> (short) Math.round(value);
            case UINT -> Unsigned.ushort((int) value);
            case UDINT -> Unsigned.uint((long) value);
            case BOOL -> value != 0;
        };
        DateTime time = new DateTime(now);
        return new DataValue(new Variant(typed), StatusCode.GOOD, time, time);
    }

    private static NodeId dataType(SignalType type) {
        return switch (type) {
            case REAL -> NodeIds.Float;
            case INT -> NodeIds.Int16;
            case UINT -> NodeIds.UInt16;
            case UDINT -> NodeIds.UInt32;
            case BOOL -> NodeIds.Boolean;
        };
    }

    @Override
    public void onDataItemsCreated(List<DataItem> items) {
        subscriptions.onDataItemsCreated(items);
    }

    @Override
    public void onDataItemsModified(List<DataItem> items) {
        subscriptions.onDataItemsModified(items);
    }

    @Override
    public void onDataItemsDeleted(List<DataItem> items) {
        subscriptions.onDataItemsDeleted(items);
    }

    @Override
    public void onMonitoringModeChanged(List<MonitoredItem> items) {
        subscriptions.onMonitoringModeChanged(items);
    }
}
