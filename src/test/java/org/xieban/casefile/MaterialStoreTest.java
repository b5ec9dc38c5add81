package org.xieban.casefile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xieban.trace.Fingerprint;

class MaterialStoreTest {

    @TempDir
    Path directory;

    @Test
    void whatIsKeptInADirectoryIsFoundByItsFingerprintAndKeptOnce() throws IOException {
        DirectoryMaterials store = new DirectoryMaterials(directory.resolve("not/yet/there"));
        byte[] content = "%PDF-1.7".getBytes(UTF_8);
        String name = Fingerprint.sha256(content);

        store.keep(name, content);
        store.keep(name, content);

        assertThat(store.find(name))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(content));
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void whatIsNotThereIsNotFoundAndNothingElseIsOpened() {
        DirectoryMaterials store = new DirectoryMaterials(directory);

        assertThat(store.find("0".repeat(64))).isEmpty();
        assertThatThrownBy(() -> store.find("../../etc/passwd")).isInstanceOf(IllegalArgumentException.class);
    }
}
