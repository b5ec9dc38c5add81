package org.xieban.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.fileupload.impl.SizeException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.validation.BindException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.xieban.web.Refusal.FieldError;

/** Reads an exception as a problem of the one who asked, or as ours. */
final class ProblemReading {

    private ProblemReading() {}

    static Problem of(Throwable failure) {
        if (failure instanceof Refusal refusal) {
            return new Problem(refusal.kind().status(), refusal.code(), refusal.arguments(), refusal.errors(), null);
        }
        if (failure instanceof HttpMessageNotReadableException unreadable) {
            return ofBody(unreadable);
        }
        if (failure instanceof BindException invalid) {
            return ofBinding(invalid.getBindingResult());
        }
        if (failure instanceof MethodValidationResult invalid) {
            return ofParameters(invalid);
        }
        if (failure instanceof ConstraintViolationException invalid) {
            return Problem.fields(invalid.getConstraintViolations().stream()
                    .map(ProblemReading::ofViolation)
                    .toList());
        }
        if (failure instanceof MethodArgumentTypeMismatchException mismatch) {
            return Problem.fields(List.of(ofMismatch(mismatch.getName(), mismatch.getRequiredType())));
        }
        if (failure instanceof MissingServletRequestParameterException missing) {
            return Problem.field(missing.getParameterName(), "value.missing");
        }
        if (failure instanceof MissingServletRequestPartException missing) {
            return Problem.field(missing.getRequestPartName(), "value.missing");
        }
        if (failure instanceof MissingRequestHeaderException missing) {
            return Problem.field(missing.getHeaderName(), "value.missing");
        }
        if (failure instanceof HttpRequestMethodNotSupportedException unsupported) {
            return Problem.of(405, "method.notAllowed", unsupported.getMethod());
        }
        if (failure instanceof HttpMediaTypeNotSupportedException unsupported) {
            return Problem.of(415, "mediaType.unsupported", String.valueOf(unsupported.getContentType()));
        }
        if (failure instanceof HttpMediaTypeNotAcceptableException) {
            return Problem.of(406, "mediaType.notAcceptable");
        }
        if (failure instanceof MaxUploadSizeExceededException tooLarge) {
            long most = largest(tooLarge);
            return most > 0
                    ? Problem.of(413, "upload.tooLarge", most / (1024 * 1024))
                    : Problem.of(413, "request.tooLarge");
        }
        if (failure instanceof MultipartException) {
            return Problem.of(400, "upload.invalid");
        }
        if (failure instanceof ConcurrencyFailureException || failure instanceof DuplicateKeyException) {
            return Problem.of(409, "changed.meanwhile");
        }
        if (failure instanceof AccessDeniedException) {
            return Problem.of(403, "access.denied");
        }
        if (failure instanceof ErrorResponse answer && answer.getStatusCode().is4xxClientError()) {
            return ofStatus(answer.getStatusCode().value());
        }
        return Problem.unforeseen(failure);
    }

    /** The limit in bytes; only the server itself knows which of its two it was. */
    private static long largest(MaxUploadSizeExceededException tooLarge) {
        for (Throwable cause = tooLarge; cause != null; cause = cause.getCause()) {
            if (cause instanceof SizeException size) {
                return size.getPermittedSize();
            }
        }
        return tooLarge.getMaxUploadSize();
    }

    /** What is known when only a status is left. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 401 -> Problem.of(status, "signIn.required");
            case 403 -> Problem.of(status, "access.denied");
            case 404 -> Problem.of(status, "address.unknown");
            case 405 -> Problem.of(status, "method.notAllowed", "");
            case 406 -> Problem.of(status, "mediaType.notAcceptable");
            case 409 -> Problem.of(status, "changed.meanwhile");
            case 413 -> Problem.of(status, "request.tooLarge");
            case 415 -> Problem.of(status, "mediaType.unsupported", "");
            case 503 -> Problem.of(status, "service.unavailable");
            default -> Problem.of(status, status < 500 ? "request.invalid" : "internal");
        };
    }

    private static Problem ofBody(HttpMessageNotReadableException unreadable) {
        Throwable cause = unreadable.getCause();
        if (cause instanceof JsonMappingException mapping && mapping.getCause() instanceof Refusal refusal) {
            return of(refusal);
        }
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return Problem.field(path(unknown), "field.unknown");
        }
        if (cause instanceof InvalidFormatException invalid
                && invalid.getTargetType().isEnum()) {
            return Problem.field(path(invalid), "value.unknown", names(invalid.getTargetType()));
        }
        if (cause instanceof MismatchedInputException mismatch
                && !mismatch.getPath().isEmpty()) {
            return Problem.field(path(mismatch), "value.invalid");
        }
        if (cause instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return Problem.field(path(mapping), "value.invalid");
        }
        if (cause instanceof MismatchedInputException) {
            return Problem.of(400, "body.invalid");
        }
        return cause instanceof JsonProcessingException
                ? Problem.of(400, "json.invalid")
                : Problem.of(400, cause == null ? "body.missing" : "json.invalid");
    }

    private static Problem ofBinding(BindingResult result) {
        List<FieldError> errors = new ArrayList<>();
        result.getFieldErrors().forEach(error -> {
            if (error.isBindingFailure() && error.contains(TypeMismatchException.class)) {
                errors.add(ofMismatch(
                        error.getField(),
                        error.unwrap(TypeMismatchException.class).getRequiredType()));
            } else {
                errors.add(ofConstraint(error.getField(), error));
            }
        });
        result.getGlobalErrors().forEach(error -> errors.add(ofConstraint("", error)));
        return Problem.fields(errors);
    }

    private static Problem ofParameters(MethodValidationResult invalid) {
        List<FieldError> errors = new ArrayList<>();
        for (ParameterValidationResult parameter : invalid.getParameterValidationResults()) {
            if (parameter instanceof ParameterErrors nested) {
                nested.getFieldErrors().forEach(error -> errors.add(ofConstraint(error.getField(), error)));
            } else {
                String name = String.valueOf(parameter.getMethodParameter().getParameterName());
                parameter.getResolvableErrors().forEach(error -> errors.add(ofConstraint(name, error)));
            }
        }
        return Problem.fields(errors);
    }

    private static FieldError ofViolation(ConstraintViolation<?> violation) {
        String field = "";
        for (Path.Node node : violation.getPropertyPath()) {
            field = String.valueOf(node.getName());
        }
        return new FieldError(field, "value.refused", List.of(violation.getMessage()));
    }

    /** A constraint's own text is already in the reader's language. */
    private static FieldError ofConstraint(String field, MessageSourceResolvable error) {
        String[] codes = error.getCodes();
        String constraint = codes == null || codes.length == 0 ? "" : codes[codes.length - 1];
        return switch (constraint) {
            case "NotNull", "NotBlank", "NotEmpty" -> new FieldError(field, "value.missing", List.of());
            default -> new FieldError(field, "value.refused", List.of(String.valueOf(error.getDefaultMessage())));
        };
    }

    private static FieldError ofMismatch(String field, @Nullable Class<?> type) {
        return type != null && type.isEnum()
                ? new FieldError(field, "value.unknown", List.of(names(type)))
                : new FieldError(field, "value.invalid", List.of());
    }

    private static String names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .collect(Collectors.joining(", "));
    }

    private static String path(JsonMappingException failure) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : failure.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }
}
