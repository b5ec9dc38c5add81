package org.xieban.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;

/** The machine-readable description of the API, with the conventions that all its calls share. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String PROBLEM = "Problem";

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Xieban")
                        .version("v1")
                        .description("Names are camelCase, instants ISO-8601 with offset, dates yyyy-MM-dd. Lists are"
                                + " {items, next, total}; next is given back as after. Errors are RFC 9457"
                                + " problem details with a stable code."))
                .components(new Components()
                        .addSecuritySchemes(
                                "basic",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("basic")))
                .addSecurityItem(new SecurityRequirement().addList("basic"));
    }

    @Bean
    OpenApiCustomizer conventions() {
        return api -> {
            // not before: what no call refers to yet would be taken out again
            api.getComponents().addSchemas(PROBLEM, problem());
            api.getPaths().values().forEach(path -> path.readOperationsMap().forEach((method, operation) -> {
                if (method == HttpMethod.POST) {
                    operation.addParametersItem(new Parameter()
                            .in("header")
                            .name(Idempotency.HEADER)
                            .description("1 to 255 visible ASCII characters; a repeat within 24 hours is answered"
                                    + " as the first time")
                            .schema(new StringSchema().maxLength(255)));
                }
                operation
                        .getResponses()
                        .addApiResponse(
                                "default",
                                new ApiResponse()
                                        .description("What went wrong")
                                        .content(new Content()
                                                .addMediaType(
                                                        MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                                        new io.swagger.v3.oas.models.media.MediaType()
                                                                .schema(new Schema<>().$ref(PROBLEM)))));
            }));
        };
    }

    private static Schema<?> problem() {
        return new ObjectSchema()
                .addProperty("type", new StringSchema())
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("code", new StringSchema().description("stable and dotted"))
                .addProperty("detail", new StringSchema().description("in the caller's language"))
                .addProperty("instance", new StringSchema())
                .addProperty("reference", new StringSchema().description("names an internal error in the log"))
                .addProperty(
                        "errors",
                        new ArraySchema()
                                .items(new ObjectSchema()
                                        .addProperty("field", new StringSchema())
                                        .addProperty("code", new StringSchema())
                                        .addProperty("message", new StringSchema())));
    }
}
