package io.millwright.controlplane;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A component of a record that is never null is always there, and the description says so. */
@Component
class AlwaysThere implements ModelConverter {

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        Class<?> read = Json.mapper().constructType(type.getType()).getRawClass();
        if (schema != null && read.isRecord() && read.getPackageName().startsWith("io.millwright")) {
            Schema<?> model = schema.get$ref() == null
                    ? schema
                    : context.getDefinedModels()
                            .get(schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1));
            if (model != null && model.getProperties() != null) {
                require(model, read);
            }
        }
        return schema;
    }

    private static void require(Schema<?> model, Class<?> read) {
        Map<String, ?> properties = model.getProperties();
        for (RecordComponent component : read.getRecordComponents()) {
            boolean always = !component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                    && !component.getAccessor().isAnnotationPresent(JsonInclude.class);
            if (always && properties.containsKey(component.getName())) {
                model.addRequiredItem(component.getName());
            }
        }
    }
}
