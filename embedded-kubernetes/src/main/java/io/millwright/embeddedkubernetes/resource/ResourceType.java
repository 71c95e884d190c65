package io.millwright.embeddedkubernetes.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One served resource in one version: what discovery says of it, and what it does to objects on their way into the
 * store. Built-in kinds and custom resources both are one. Implementations are immutable and thread-safe.
 */
public interface ResourceType {

    /** Empty for the core group. */
    String group();

    String version();

    String kind();

    /** The lower-case plural in paths. */
    String plural();

    String singular();

    String listKind();

    List<String> shortNames();

    List<String> categories();

    boolean namespaced();

    /** Verbs in discovery's order. */
    List<String> verbs();

    /** False for kinds that are only asked, such as SelfSubjectAccessReview. */
    boolean stored();

    /** True for types that came from a CustomResourceDefinition. */
    boolean custom();

    boolean hasStatus();

    /** Where scale reads and writes; null without a scale subresource. */
    @Nullable
    ScalePaths scale();

    /** True where changes outside metadata and status raise metadata.generation. */
    boolean tracksGeneration();

    /** Whether strategic merge patch is taken; custom resources answer 415. */
    boolean strategicMerge();

    /** Of the whole object, with apiVersion, kind and metadata. */
    Schema schema();

    /** Field selectors beyond metadata.name and metadata.namespace, as dotted paths: {@code spec.tier}. */
    List<String> selectableFields();

    /** Removes what the schema does not know, in place, and answers the paths of what it removed, for warnings. */
    List<String> prune(ObjectNode object);

    /** Fills in defaults, in place; also on reading what was stored by an older schema. */
    void applyDefaults(ObjectNode object);

    /** What the server itself sets at creation, in place: clusterIP, stringData into data, an empty status. */
    void prepareForCreate(ObjectNode object);

    /** What an update of the main resource may not touch, restored in place from the old object. */
    void prepareForUpdate(ObjectNode object, ObjectNode old);

    /** Everything wrong with a new object but its metadata. */
    List<FieldError> validateCreate(ObjectNode object);

    /** Everything wrong with a change but its metadata, transition rules included. */
    List<FieldError> validateUpdate(ObjectNode object, ObjectNode old);

    /** Columns and cells of {@code kubectl get}. */
    List<Column> columns();

    /** The cells of one object, one for each of {@link #columns()}: strings, numbers, booleans or null. */
    List<@Nullable Object> cells(ObjectNode object);

    /** One column of a Table. */
    record Column(String name, String type, String format, String description, int priority) {}

    /** JSON paths of the scale subresource, such as {@code .spec.replicas}. */
    record ScalePaths(
            String specReplicas,
            String statusReplicas,
            @Nullable String labelSelector) {}
}
