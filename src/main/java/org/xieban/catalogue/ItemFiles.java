package org.xieban.catalogue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;

/** The item files that come with the product: read before anything is served, published as it starts. */
@Component
class ItemFiles {

    /** What departments ask of each other through the product itself, whatever the city offers to others. */
    private static final String INTERNAL = "classpath*:catalogue/internal/*.yaml";

    private static final Logger LOG = LoggerFactory.getLogger(ItemFiles.class);

    private final List<ItemFile> files;
    private final ItemRepository items;
    private final ItemPublication publication;
    private final Departments departments;
    private final TransactionTemplate transaction;

    /**
     * @param pattern where the files are
     * @throws org.xieban.startup.StartupRefusal if one of them cannot be taken
     */
    ItemFiles(
            @Value("${xieban.catalogue.files:classpath*:catalogue/*.yaml}") String pattern,
            ResourcePatternResolver resources,
            ItemRepository items,
            ItemPublication publication,
            Departments departments,
            TransactionTemplate transaction)
            throws IOException {
        this.files = new ArrayList<>(read(resources.getResources(pattern), pattern.startsWith("classpath")));
        files.addAll(read(resources.getResources(INTERNAL), true));
        this.items = items;
        this.publication = publication;
        this.departments = departments;
        this.transaction = transaction;
    }

    /** @param shipped whether the files are those that the product brings, which are called by a short name */
    static List<ItemFile> read(Resource[] resources, boolean shipped) throws IOException {
        List<ItemFile> files = new ArrayList<>();
        Map<String, String> codes = new HashMap<>();
        for (Resource resource : Stream.of(resources)
                .sorted(Comparator.comparing(resource -> String.valueOf(resource.getFilename())))
                .toList()) {
            String name = shipped
                    ? "catalogue/" + resource.getFilename()
                    : resource.getFile().getPath();
            ItemFile file = ItemFile.read(name, resource.getContentAsString(StandardCharsets.UTF_8));
            String other = codes.putIfAbsent(file.item().code(), name);
            if (other != null) {
                throw file.broken(
                        Violation.of("code", "item.file.sameCode", file.item().code(), other));
            }
            files.add(file);
        }
        return files;
    }

    /**
     * Publishes what is new in the files. An item of departments that do not exist waits: a new city begins without
     * any, and its administrator creates them first.
     */
    void publish() {
        Set<String> known = departments.all().stream().map(Department::code).collect(Collectors.toUnmodifiableSet());
        Set<String> missing = new TreeSet<>();
        int waiting = 0;
        for (ItemFile file : files) {
            Set<String> unknown = file.unknownDepartments(known::contains);
            if (unknown.isEmpty()) {
                publish(file);
            } else {
                waiting++;
                missing.addAll(unknown);
            }
        }
        if (waiting > 0) {
            LOG.warn(
                    "{} item files wait for departments that do not exist: {}; they are taken at the first start after"
                            + " the departments have been created",
                    waiting,
                    String.join(", ", missing));
        }
    }

    private void publish(ItemFile file) {
        ItemPublication.Outcome outcome = transaction.execute(status -> {
            items.onlyOne();
            return publication.load(file);
        });
        if (outcome == ItemPublication.Outcome.LEFT) {
            LOG.warn(
                    "{} has changed, but an administrator has edited the item {} since: his version stays, the file can"
                            + " be taken on the item's page of versions",
                    file.name(),
                    file.item().code());
        }
        if (!ItemRules.usualImplementationCode(file.item())) {
            LOG.warn("{}: the implementation code has not the 31 characters of GB/T 39554", file.name());
        }
    }
}
