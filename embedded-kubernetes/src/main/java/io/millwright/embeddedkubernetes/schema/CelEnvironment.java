package io.millwright.embeddedkubernetes.schema;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.CelOptions;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** CEL as the API server offers it to rules: the types of a schema, the standard library and Kubernetes' own. */
final class CelEnvironment {

    private static final CelOptions OPTIONS = CelOptions.current()
            .evaluateCanonicalTypesToNativeValues(true)
            .enableTimestampEpoch(true)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    /** Words of CEL that a property must hide behind underscores. */
    private static final Set<String> RESERVED = Set.of(
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while");

    private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(
                    CelExtensions.strings(),
                    CelExtensions.sets(OPTIONS),
                    CelExtensions.math(OPTIONS),
                    CelExtensions.optional())
            .addFunctionBindings(KubernetesFunctions.bindings())
            .build();

    private CelEnvironment() {}

    static CelRuntime runtime() {
        return RUNTIME;
    }

    static CelCompiler compiler(StructuralSchema self, boolean optionalOldSelf) {
        SchemaTypes types = new SchemaTypes(self);
        return language()
                .setTypeProvider(types)
                .addVar("self", types.self)
                .addVar("oldSelf", optionalOldSelf ? OptionalType.create(types.self) : types.self)
                .build();
    }

    /** Variables of any type. */
    static CelCompiler untyped(Set<String> variables) {
        CelCompilerBuilder builder = language();
        variables.forEach(name -> builder.addVar(name, SimpleType.DYN));
        return builder.build();
    }

    private static CelCompilerBuilder language() {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(
                        CelExtensions.strings(),
                        CelExtensions.sets(OPTIONS),
                        CelExtensions.math(OPTIONS),
                        CelExtensions.optional())
                .addFunctionDeclarations(KubernetesFunctions.declarations());
    }

    /** How a property is written in a rule. */
    static String escaped(String property) {
        if (RESERVED.contains(property)) {
            return "__" + property + "__";
        }
        return property.replace("__", "__underscores__")
                .replace(".", "__dot__")
                .replace("-", "__dash__")
                .replace("/", "__slash__");
    }

    /** The struct types found in a schema, by name. */
    private static final class SchemaTypes implements CelTypeProvider {

        private final ImmutableMap<String, CelType> structs;
        private final CelType self;

        SchemaTypes(StructuralSchema schema) {
            Map<String, CelType> found = new LinkedHashMap<>();
            self = of(schema, "@self", found); // no expression can spell it
            structs = ImmutableMap.copyOf(found);
        }

        private static CelType of(StructuralSchema schema, String name, Map<String, CelType> found) {
            if (schema.intOrString) {
                return SimpleType.DYN;
            }
            return switch (schema.type) {
                case "object" -> object(schema, name, found);
                case "array" ->
                    ListType.create(schema.items == null ? SimpleType.DYN : of(schema.items, name + ".@items", found));
                case "string" ->
                    switch (schema.constraints.format()) {
                        case "date", "date-time" -> SimpleType.TIMESTAMP;
                        case "duration" -> SimpleType.DURATION;
                        case "byte" -> SimpleType.BYTES;
                        default -> SimpleType.STRING;
                    };
                case "integer" -> SimpleType.INT;
                case "number" -> SimpleType.DOUBLE;
                case "boolean" -> SimpleType.BOOL;
                default -> SimpleType.DYN;
            };
        }

        private static CelType object(StructuralSchema schema, String name, Map<String, CelType> found) {
            if (schema.additional != null) {
                return MapType.create(SimpleType.STRING, of(schema.additional, name + ".@values", found));
            }
            ImmutableMap.Builder<String, CelType> fields = ImmutableMap.builder();
            schema.properties.forEach(
                    (property, type) -> fields.put(escaped(property), of(type, name + "." + property, found)));
            ImmutableMap<String, CelType> known = fields.buildOrThrow();
            StructType struct = StructType.create(name, known.keySet(), field -> Optional.ofNullable(known.get(field)));
            found.put(name, struct);
            return struct;
        }

        @Override
        public ImmutableCollection<CelType> types() {
            return structs.values();
        }

        @Override
        public Optional<CelType> findType(String typeName) {
            return Optional.ofNullable(structs.get(typeName));
        }
    }
}
