package org.xieban.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that would fail in front of a citizen fails at the start, with its name, what is wrong and what to do. */
class BrokenFilesRefuseTheStartTest {

    /** One of all tests: what is refused leaves the data as they are. */
    @TempDir
    private static Path folder;

    private static ProductProcess.Start start() {
        return ProductProcess.in(folder).setting("xieban.demonstration.city", "false");
    }

    @Test
    void everyBrokenModelAndFormIsNamedAndNothingIsDeployed() throws Exception {
        Path files = folder.resolve("files");
        Files.createDirectories(files.resolve("processes/broken"));
        Files.createDirectories(files.resolve("forms/broken"));
        Files.writeString(files.resolve("processes/broken/half.bpmn"), "<definitions");
        Files.writeString(files.resolve("forms/broken/half.form"), "{\"id\": ");
        try (var product = start().classPathToo(files).run()) {
            assertThat(product.exitCode()).as(product.errors()).isEqualTo(ExitCode.MODEL.code());
            assertThat(product.errors())
                    .contains("模型不能部署", "processes/broken/half.bpmn", "forms/broken/half.form", "Camunda Modeler")
                    .doesNotContain("\tat ");
            assertThat(product.output()).isEmpty();
        }
        try (var product = start().run()) {
            assertThat(product.awaitReady())
                    .as("on the same data, the files mended")
                    .startsWith("http://");
        }
    }

    @Test
    void aServiceItemWithAWrongFieldIsNamedWithItsLine() throws Exception {
        Path files = Files.createDirectories(folder.resolve("items"));
        String item = Files.readString(Path.of("src/main/resources/catalogue/food-business-licence.yaml"));
        long line = item.lines().takeWhile(each -> !each.startsWith("kind: ")).count() + 1;
        Files.writeString(
                files.resolve("food-business-licence.yaml"), item.replaceFirst("\nkind: LICENCE", "\nkindd: LICENCE"));

        try (var product = start().setting("xieban.catalogue.files", "file:" + files + "/*.yaml")
                .run()) {
            assertThat(product.exitCode()).as(product.errors()).isEqualTo(ExitCode.CATALOGUE.code());
            assertThat(product.errors())
                    .contains("food-business-licence.yaml 第 " + line + " 行：kindd 没有这个字段")
                    .doesNotContain("\tat ");
            assertThat(product.errors().lines())
                    .as("the sentence in two languages")
                    .hasSize(2);
            assertThat(product.output()).isEmpty();
        }
    }
}
