package io.millwright.embeddedkubernetes.schema;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One entry of x-kubernetes-validations, compiled against the types of its schema.
 *
 * @param transition whether it speaks of oldSelf, and so judges changes only
 * @param optionalOldSelf whether a transition rule judges creations too, with an empty oldSelf
 * @param messageExpression makes the sentence, where one is declared
 */
record Rule(
        String text,
        String message,
        String reason,
        String fieldPath,
        boolean transition,
        boolean optionalOldSelf,
        CelRuntime.Program program,
        CelRuntime.@Nullable Program messageExpression) {

    /** A rule that the API server would not take. */
    static final class Uncompilable extends Exception {
        private static final long serialVersionUID = 1L;

        Uncompilable(String sentence) {
            super(sentence, null, false, false);
        }
    }

    /** Of a definition that has been checked: a rule that does not compile is a bug of the caller. */
    static Rule compile(JsonNode declared, StructuralSchema self) {
        try {
            return tryCompile(declared, self);
        } catch (Uncompilable e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }

    static Rule tryCompile(JsonNode declared, StructuralSchema self) throws Uncompilable {
        String text = declared.path("rule").asString("");
        boolean optionalOldSelf = declared.path("optionalOldSelf").asBoolean(false);
        CelCompiler compiler = CelEnvironment.compiler(self, optionalOldSelf);
        CelAbstractSyntaxTree ast = compiled(compiler, text);
        if (!ast.getResultType().equals(SimpleType.BOOL)) {
            throw new Uncompilable("cel expression must evaluate to a bool");
        }
        boolean transition = CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .anyMatch(node -> node.getKind() == CelExpr.ExprKind.Kind.IDENT
                        && node.expr().ident().name().equals("oldSelf"));
        String messageExpression = declared.path("messageExpression").asString("");
        return new Rule(
                text,
                declared.path("message").asString("").strip(),
                declared.path("reason").asString("FieldValueInvalid"),
                declared.path("fieldPath").asString(""),
                transition,
                optionalOldSelf,
                program(ast),
                messageExpression.isEmpty() ? null : program(compiled(compiler, messageExpression)));
    }

    private static CelAbstractSyntaxTree compiled(CelCompiler compiler, String text) throws Uncompilable {
        try {
            return compiler.compile(text, "<input>").getAst();
        } catch (CelValidationException e) {
            throw new Uncompilable("compilation failed: " + e.getMessage());
        }
    }

    private static CelRuntime.Program program(CelAbstractSyntaxTree ast) throws Uncompilable {
        try {
            return CelEnvironment.runtime().createProgram(ast);
        } catch (CelEvaluationException e) {
            throw new Uncompilable("compilation failed: " + e.getMessage());
        }
    }

    /** What is said where no messageExpression is. */
    String sentence() {
        return message.isEmpty() ? "failed rule: " + text : message;
    }
}
