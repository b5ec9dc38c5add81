package org.xieban.casefile;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Contents in the database: one backup holds everything. */
class DatabaseMaterials implements MaterialStore {

    private final JdbcClient jdbc;

    DatabaseMaterials(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void keep(String sha256, byte[] content) {
        jdbc.sql("insert into material_content (sha256, content) values (:sha256, :content) on conflict do nothing")
                .param("sha256", sha256)
                .param("content", content)
                .update();
    }

    @Override
    public Optional<byte[]> find(String sha256) {
        return jdbc.sql("select content from material_content where sha256 = :sha256")
                .param("sha256", sha256)
                .query((row, number) -> row.getBytes("content"))
                .optional();
    }
}
