package io.millwright.embeddedkubernetes.schema;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;
import static dev.cel.common.CelOverloadDecl.newMemberOverload;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.List;

/** The functions that Kubernetes adds to CEL and rules here use: quantities. */
final class KubernetesFunctions {

    private static final CelType QUANTITY = OpaqueType.create("kubernetes.Quantity");

    private KubernetesFunctions() {}

    static List<CelFunctionDecl> declarations() {
        return List.of(
                newFunctionDeclaration(
                        "quantity", newGlobalOverload("string_to_quantity", QUANTITY, SimpleType.STRING)),
                newFunctionDeclaration(
                        "isQuantity", newGlobalOverload("is_quantity_string", SimpleType.BOOL, SimpleType.STRING)),
                member("isLessThan", "quantity_is_less_than", SimpleType.BOOL),
                member("isGreaterThan", "quantity_is_greater_than", SimpleType.BOOL),
                member("compareTo", "quantity_compare_to", SimpleType.INT),
                member("add", "quantity_add", QUANTITY),
                member("sub", "quantity_sub", QUANTITY),
                newFunctionDeclaration("sign", newMemberOverload("quantity_sign", SimpleType.INT, QUANTITY)),
                newFunctionDeclaration(
                        "isInteger", newMemberOverload("quantity_is_integer", SimpleType.BOOL, QUANTITY)),
                newFunctionDeclaration("asInteger", newMemberOverload("quantity_as_integer", SimpleType.INT, QUANTITY)),
                newFunctionDeclaration(
                        "asApproximateFloat",
                        newMemberOverload("quantity_as_approximate_float", SimpleType.DOUBLE, QUANTITY)));
    }

    private static CelFunctionDecl member(String name, String overload, CelType result) {
        return newFunctionDeclaration(name, newMemberOverload(overload, result, QUANTITY, QUANTITY));
    }

    static List<CelFunctionBinding> bindings() {
        return List.of(
                CelFunctionBinding.from(
                        "string_to_quantity",
                        String.class,
                        text -> Quantity.parse(text)
                                .orElseThrow(() -> new IllegalArgumentException(Quantity.SENTENCE))),
                CelFunctionBinding.from(
                        "is_quantity_string",
                        String.class,
                        text -> Quantity.parse(text).isPresent()),
                CelFunctionBinding.from(
                        "quantity_is_less_than", Quantity.class, Quantity.class, (a, b) -> a.compareTo(b) < 0),
                CelFunctionBinding.from(
                        "quantity_is_greater_than", Quantity.class, Quantity.class, (a, b) -> a.compareTo(b) > 0),
                CelFunctionBinding.from(
                        "quantity_compare_to", Quantity.class, Quantity.class, (a, b) -> (long) a.compareTo(b)),
                CelFunctionBinding.from("quantity_add", Quantity.class, Quantity.class, Quantity::plus),
                CelFunctionBinding.from("quantity_sub", Quantity.class, Quantity.class, Quantity::minus),
                CelFunctionBinding.from(
                        "quantity_sign", Quantity.class, a -> (long) a.amount().signum()),
                CelFunctionBinding.from(
                        "quantity_is_integer",
                        Quantity.class,
                        a -> a.amount().stripTrailingZeros().scale() <= 0),
                CelFunctionBinding.from(
                        "quantity_as_integer", Quantity.class, a -> a.amount().longValueExact()),
                CelFunctionBinding.from(
                        "quantity_as_approximate_float",
                        Quantity.class,
                        a -> a.amount().doubleValue()));
    }
}
