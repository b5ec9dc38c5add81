package org.xieban.sources;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.sources.connect.StoredJson;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** The catalogue of resources in the database. */
@Repository
class ResourceRepository {

    private static final String SELECT = """
            select r.code, r.version, r.content, r.published_at, r.proposal, r.proposal_state, r.proposed_by,
                   r.proposed_at, r.proposal_note
              from data_resource r
            """;

    private static final String FILTER = """
             where (cast(:query as text) is null or r.name ilike :query or r.code ilike :query
                    or exists (
                        select from jsonb_array_elements(coalesce(r.content, r.proposal) -> 'fields') f
                         where f ->> 'label' ilike :query or f ->> 'name' ilike :query))
               and (cast(:provider as text) is null or r.provider = :provider)
               and (cast(:sharing as text) is null or r.sharing = :sharing)
               and (:unpublished or r.version > 0)
            """;

    private final JdbcClient jdbc;

    ResourceRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ResourceEntry> find(String code) {
        return jdbc.sql(SELECT + " where r.code = :code")
                .param("code", code)
                .query(ResourceRepository::entry)
                .optional();
    }

    /** The same, kept from others who want to change it until the transaction ends. */
    Optional<ResourceEntry> lock(String code) {
        return jdbc.sql(SELECT + " where r.code = :code for no key update")
                .param("code", code)
                .query(ResourceRepository::entry)
                .optional();
    }

    List<ResourceEntry> list(ResourceFilter filter, @Nullable String after, int limit) {
        return filtered(
                        SELECT + FILTER + " and (cast(:after as text) is null or r.code > :after)"
                                + " order by r.code limit :limit",
                        filter)
                .param("after", after)
                .param("limit", limit)
                .query(ResourceRepository::entry)
                .list();
    }

    long count(ResourceFilter filter) {
        return filtered("select count(*) from data_resource r" + FILTER, filter)
                .query(Long.class)
                .single();
    }

    /** How many entries the filter leaves, by {@code sharing} or {@code provider}; the most first. */
    Map<String, Long> counts(ResourceFilter filter, Column column) {
        String name = column == Column.SHARING ? "r.sharing" : "r.provider";
        return Rows.counts(filtered(
                "select " + name + ", count(*) from data_resource r" + FILTER + " group by 1 order by 2 desc, 1",
                filter));
    }

    /** What entries are counted by. */
    enum Column {
        SHARING,
        PROVIDER
    }

    void propose(DataResource resource, ResourceEntry.State state, Actor by, Instant at, @Nullable String note) {
        jdbc.sql("""
                        insert into data_resource as r (code, name, provider, sharing, proposal, proposal_state,
                            proposed_by, proposed_at, proposal_note)
                        values (:code, :name, :provider, :sharing, cast(:proposal as jsonb), :state, :by, :at, :note)
                        on conflict (code) do update
                           set proposal = excluded.proposal, proposal_state = excluded.proposal_state,
                               proposed_by = excluded.proposed_by, proposed_at = excluded.proposed_at,
                               proposal_note = excluded.proposal_note,
                               name = case r.version when 0 then excluded.name else r.name end,
                               provider = case r.version when 0 then excluded.provider else r.provider end,
                               sharing = case r.version when 0 then excluded.sharing else r.sharing end""")
                .param("code", resource.code())
                .param("name", resource.name())
                .param("provider", resource.provider())
                .param("sharing", resource.sharing().name())
                .param("proposal", StoredJson.write(resource))
                .param("state", state.name())
                .param("by", by.id())
                .param("at", OfficialTime.of(at))
                .param("note", note)
                .update();
    }

    void move(String code, ResourceEntry.State state, @Nullable String note) {
        jdbc.sql("update data_resource set proposal_state = :state, proposal_note = :note where code = :code")
                .param("code", code)
                .param("state", state.name())
                .param("note", note)
                .update();
    }

    void publish(DataResource resource, int version, Actor by, Instant at) {
        jdbc.sql("""
                        insert into data_resource (code, name, provider, sharing, version, content, published_at)
                        values (:code, :name, :provider, :sharing, :version, cast(:content as jsonb), :at)
                        on conflict (code) do update
                           set name = excluded.name, provider = excluded.provider, sharing = excluded.sharing,
                               version = excluded.version, content = excluded.content,
                               published_at = excluded.published_at, proposal = null, proposal_state = null,
                               proposed_by = null, proposed_at = null, proposal_note = null""")
                .param("code", resource.code())
                .param("name", resource.name())
                .param("provider", resource.provider())
                .param("sharing", resource.sharing().name())
                .param("version", version)
                .param("content", StoredJson.write(resource))
                .param("at", OfficialTime.of(at))
                .update();
        jdbc.sql("""
                        insert into data_resource_version
                            (resource, number, content, published_at, published_by, published_by_name)
                        values (:code, :number, cast(:content as jsonb), :at, :by, :byName)""")
                .param("code", resource.code())
                .param("number", version)
                .param("content", StoredJson.write(resource))
                .param("at", OfficialTime.of(at))
                .param("by", by.id())
                .param("byName", by.name())
                .update();
    }

    private JdbcClient.StatementSpec filtered(String sql, ResourceFilter filter) {
        return jdbc.sql(sql)
                .param("query", Rows.containing(filter.query()))
                .param("provider", filter.provider())
                .param(
                        "sharing",
                        filter.sharing() == null ? null : filter.sharing().name())
                .param("unpublished", filter.unpublished());
    }

    private static ResourceEntry entry(ResultSet row, int number) throws SQLException {
        String content = row.getString("content");
        String proposal = row.getString("proposal");
        Instant proposedAt = Rows.instant(row, "proposed_at");
        return new ResourceEntry(
                row.getString("code"),
                row.getInt("version"),
                content == null ? null : StoredJson.read(content, DataResource.class),
                Rows.instant(row, "published_at"),
                proposal == null || proposedAt == null
                        ? null
                        : new ResourceEntry.Proposal(
                                StoredJson.read(proposal, DataResource.class),
                                ResourceEntry.State.valueOf(row.getString("proposal_state")),
                                row.getString("proposed_by"),
                                proposedAt,
                                row.getString("proposal_note")));
    }
}
