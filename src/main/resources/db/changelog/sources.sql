--liquibase formatted sql

--changeset xieban:sources-1
create table data_resource (
    code           varchar(48)  primary key check (code ~ '^[a-z][a-z0-9-]{1,47}$'),
    name           varchar(200) not null,
    provider       varchar(20)  not null,
    sharing        varchar(12)  not null check (sharing in ('OPEN', 'CONDITIONAL', 'NOT_SHARED')),
    version        int          not null default 0 check (version >= 0),
    content        jsonb        check ((content is null) = (version = 0)),
    published_at   timestamptz  check ((published_at is null) = (version = 0)),
    proposal       jsonb        check (proposal is not null or version > 0),
    proposal_state varchar(10)  check (proposal_state in ('DRAFT', 'SUBMITTED', 'RETURNED')
                                       and (proposal_state is null) = (proposal is null)),
    proposed_by    varchar(32),
    proposed_at    timestamptz,
    proposal_note  text
);
create index data_resource_provider on data_resource (provider, code);
comment on table data_resource is 'Data resources (政务数据资源): compiled by the provider, reviewed by the data authority, published';
comment on column data_resource.content is 'As published: what may be asked; null until it first was';
comment on column data_resource.proposal is 'As its provider wants it to be, until the data authority has published it or sent it back';

create table data_resource_version (
    resource          varchar(48) not null references data_resource,
    number            int         not null check (number > 0),
    content           jsonb       not null,
    published_at      timestamptz not null,
    published_by      varchar(32) not null,
    published_by_name varchar(60) not null,
    primary key (resource, number)
);
comment on table data_resource_version is 'Every entry as it was once published';

create table data_grant (
    id             bigint      generated always as identity primary key,
    resource       varchar(48) not null references data_resource,
    department     varchar(20) not null,
    item           varchar(64) not null,
    fields         text[]      not null check (cardinality(fields) > 0),
    purpose        varchar(16) not null check (purpose in ('MATERIALS', 'EXAMINATION', 'ADVICE', 'SUPERVISION')),
    valid_from     date        not null,
    valid_until    date        not null check (valid_until >= valid_from),
    basis          varchar(200) not null,
    granted_by     varchar(32) not null,
    granted_at     timestamptz not null,
    revoked_by     varchar(32),
    revoked_at     timestamptz,
    revoked_reason text        check ((revoked_reason is null) = (revoked_at is null))
);
create index data_grant_asked on data_grant (resource, department, item);
create index data_grant_newest on data_grant (id desc);
comment on table data_grant is 'Which department may ask for which fields of what is shared on condition, for which item and purpose; what is shared openly needs none';
