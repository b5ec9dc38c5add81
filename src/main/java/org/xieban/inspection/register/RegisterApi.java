package org.xieban.inspection.register;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.web.Attachment;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** The registers for other systems. */
@RestController
@RequestMapping("/api/v1/inspection")
@PreAuthorize(RegisterPages.READERS)
class RegisterApi {

    private final ObjectRegister objects;
    private final InspectorRegister inspectors;
    private final ItemRegister items;
    private final LargeImports imports;

    RegisterApi(ObjectRegister objects, InspectorRegister inspectors, ItemRegister items, LargeImports imports) {
        this.imports = imports;
        this.objects = objects;
        this.inspectors = inspectors;
        this.items = items;
    }

    @GetMapping("/objects")
    Listing<InspectionObject> objects(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String trade,
            @RequestParam(required = false) @Nullable CreditClass creditClass,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable Integer size,
            @RequestParam(required = false) @Nullable String after) {
        return list(objects, new RegisterFilter(q, trade, creditClass, region, null), size, after);
    }

    @GetMapping("/objects/{creditCode}")
    InspectionObject object(@PathVariable String creditCode) {
        return objects.require(creditCode);
    }

    @GetMapping("/inspectors")
    Listing<Inspector> inspectors(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String trade,
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @Nullable Integer size,
            @RequestParam(required = false) @Nullable String after) {
        return list(inspectors, new RegisterFilter(q, trade, null, null, department), size, after);
    }

    @GetMapping("/items")
    Listing<InspectionItem> items(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String trade,
            @RequestParam(required = false) @Nullable String department,
            @RequestParam(required = false) @Nullable Integer size,
            @RequestParam(required = false) @Nullable String after) {
        return list(items, new RegisterFilter(q, trade, null, null, department), size, after);
    }

    /** What was handed over, and where it is told what becomes of it. */
    record Received(long id, String href) {}

    /**
     * Takes a table of up to 200 MB into a register: comma-separated values in UTF-8, two million rows at most, or a
     * workbook of Excel.
     *
     * @param name of the file, which tells what it is
     */
    @PostMapping(
            path = "/registers/{register}/imports",
            consumes = {"text/csv", Attachment.WORKBOOK})
    @ResponseStatus(HttpStatus.ACCEPTED)
    Received take(@PathVariable String register, @RequestParam String name, HttpServletRequest request, Locale locale)
            throws IOException {
        Register<?> into = Stream.of(objects, inspectors, items)
                .filter(each -> each.name().equals(register))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("register.unknown", register));
        long id = imports.take(into, name, request.getInputStream(), locale);
        return new Received(id, "/inspection/imports/" + id);
    }

    private static <T extends RegisterEntry> Listing<T> list(
            Register<T> register, RegisterFilter filter, @Nullable Integer size, @Nullable String after) {
        return register.list(filter, PageRequest.of(RegisterPages.listName(register.name()), after, size));
    }
}
