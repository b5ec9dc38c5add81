package org.xieban.engine.internal;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.engine.form.FeelEvaluator;
import org.xieban.trace.OfficialTime;

/** The FEEL engine that also decides the engine's DMN tables, with the product's clock for {@code today()}. */
@Component
class CamundaFeel implements FeelEvaluator {

    private final FeelEngineApi engine;

    CamundaFeel(Clock clock) {
        this.engine = FeelEngineBuilder.forJava()
                .withClock(() -> clock.instant().atZone(OfficialTime.ZONE))
                .build();
    }

    @Override
    public Expression compile(String source) throws SyntaxError {
        ParsedExpression expression = requireSuccess(engine.parseExpression(source));
        return context -> evaluate(expression, context);
    }

    @Override
    public String requireTests(String source) throws SyntaxError {
        requireSuccess(engine.parseUnaryTests(source));
        return source;
    }

    private static ParsedExpression requireSuccess(ParseResult parsed) throws SyntaxError {
        if (!parsed.isSuccess()) {
            throw new SyntaxError(parsed.failure().message().lines().findFirst().orElse("cannot be read"));
        }
        return parsed.parsedExpression();
    }

    private @Nullable Object evaluate(ParsedExpression expression, Map<String, @Nullable Object> context) {
        EvaluationResult result = engine.evaluate(expression, context);
        return result.isSuccess() ? plain(result.result()) : null;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString());
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> plain = new ArrayList<>();
            list.forEach(element -> plain.add(plain(element)));
            return plain;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((key, element) -> plain.put(String.valueOf(key), plain(element)));
            return plain;
        }
        if (value == null || value instanceof Boolean || value instanceof String) {
            return value;
        }
        return value.toString();
    }
}
