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

--changeset xieban:sources-2
create table data_source (
    code     varchar(48)  primary key check (code ~ '^[a-z][a-z0-9-]{1,47}$'),
    name     varchar(200) not null,
    kind     varchar(4)   not null check (kind in ('HTTP', 'SQL', 'FILE')),
    enabled  boolean      not null,
    version  int          not null check (version > 0),
    limits   jsonb        not null,
    settings jsonb        not null
);
comment on table data_source is 'How other systems are reached; what is secret is only named here and stands in the settings of the product';

create table data_binding (
    resource varchar(48) primary key references data_resource,
    source   varchar(48) not null references data_source,
    settings jsonb       not null,
    keys     jsonb       not null,
    fields   jsonb       not null
);
create index data_binding_source on data_binding (source);
comment on table data_binding is 'From which source a resource comes, and how its fields are called there';

create table data_file_load (
    id         bigint      generated always as identity primary key,
    source     varchar(48) not null references data_source,
    resource   varchar(48) not null references data_resource,
    file_name  varchar(200) not null,
    sha256     char(64)    not null,
    rows       int         not null check (rows >= 0),
    bad_rows   int         not null check (bad_rows >= 0),
    as_of      timestamptz not null,
    loaded_at  timestamptz not null
);
create index data_file_load_newest on data_file_load (resource, id desc);
comment on column data_file_load.as_of is 'When the provider wrote the file: how fresh what is asked of it is';

create table data_file_row (
    load    bigint not null references data_file_load on delete cascade,
    row     int    not null,
    content jsonb  not null,
    primary key (load, row)
);
create index data_file_row_content on data_file_row using gin (content jsonb_path_ops);
comment on table data_file_row is 'The good rows of the newest file of each resource';

--changeset xieban:sources-3
create table data_call (
    id              bigint       generated always as identity primary key,
    idempotency_key varchar(300) not null unique,
    question        char(64)     not null,
    resource        varchar(48)  not null,
    department      varchar(20)  not null,
    officer         varchar(32),
    officer_name    varchar(60),
    case_no         varchar(24)  references case_file,
    step            varchar(255),
    item            varchar(64),
    purpose         varchar(16)  not null,
    fields          text[]       not null,
    granted_by      bigint       references data_grant,
    subject         char(64),
    state           varchar(8)   not null check (state in ('STARTED', 'ANSWERED', 'UNKNOWN', 'REFUSED', 'FAILED')),
    reason          varchar(60)  check ((reason is not null) = (state in ('REFUSED', 'FAILED'))),
    tries           int          not null check (tries > 0),
    attempts        int          not null default 0,
    started_at      timestamptz  not null,
    ended_at        timestamptz  check ((ended_at is null) = (state = 'STARTED')),
    millis          int,
    answer_sha256   char(64)     check (state not in ('ANSWERED', 'UNKNOWN') or answer_sha256 is not null)
);
create index data_call_newest on data_call (id desc);
create index data_call_resource on data_call (resource, id desc);
create index data_call_case on data_call (case_no, id) where case_no is not null;
create index data_call_subject on data_call (subject, id desc) where subject is not null;
comment on table data_call is 'Every use of data of another department (共享调用): written before the call and after it, each in a transaction of its own';
comment on column data_call.question is 'Digest of what was asked: the same key stands for the same question';
comment on column data_call.subject is 'Keyed digest of whom it was about, by which all uses of one person''s data are found';
comment on column data_call.tries is 'How often the same call was made, by the engine or by who asked';

create table data_subject_key (
    one boolean primary key default true check (one),
    key bytea   not null check (length(key) = 32)
);
comment on table data_subject_key is 'The key of the digests of whom data are about';

create table data_fact (
    id          bigint      generated always as identity primary key,
    call        bigint      not null unique references data_call,
    case_no     varchar(24) not null references case_file,
    resource    varchar(48) not null,
    content     jsonb       not null,
    asked_at    timestamptz not null,
    as_of       timestamptz not null,
    valid_until timestamptz not null,
    trust       char(1)     not null check (trust in ('A', 'B', 'C', 'D'))
);
create index data_fact_case on data_fact (case_no, id);
comment on table data_fact is 'What departments know of a case: granted fields only';
comment on column data_fact.trust is 'A: from its issuer; B: checked at the window; C: brought by the applicant; D: declared';

create table data_difference (
    fact    bigint       not null references data_fact,
    field   varchar(48)  not null,
    claimed text         not null,
    found   text,
    primary key (fact, field)
);
comment on table data_difference is 'Where a department knows otherwise than was claimed';

--changeset xieban:sources-4
create table sharing_request (
    case_no      varchar(24) primary key references case_file,
    resource     varchar(48) not null references data_resource,
    provider     varchar(20) not null,
    department   varchar(20) not null,
    item         varchar(64) not null,
    fields       text[]      not null check (cardinality(fields) > 0),
    purpose      varchar(16) not null check (purpose in ('MATERIALS', 'EXAMINATION', 'ADVICE', 'SUPERVISION')),
    valid_until  date        not null,
    state        varchar(12) not null check (state in ('OPEN', 'GRANTED', 'REFUSED', 'NOT_ACCEPTED', 'WITHDRAWN')),
    granted_as   bigint      references data_grant check ((granted_as is not null) = (state = 'GRANTED')),
    disputed     boolean     not null default false,
    forwarded_at timestamptz,
    answered_at  timestamptz check (answered_at is null or forwarded_at is not null),
    refused      boolean     check ((refused is null) = (answered_at is null)),
    begun_at     timestamptz not null,
    ended_at     timestamptz check ((ended_at is null) = (state = 'OPEN'))
);
create unique index sharing_request_open on sharing_request (resource, department, item, purpose) where state = 'OPEN';
create index sharing_request_newest on sharing_request (begun_at desc, case_no desc);
comment on table sharing_request is 'Requests of departments to be granted what is shared on condition (政务数据共享申请), each a case of its own';
comment on column sharing_request.forwarded_at is 'When the data authority found it complete and gave it to the provider, whose term begins';
comment on column sharing_request.refused is 'Whether the provider refused in its first answer, whatever came of it afterwards';

create table data_correction (
    case_no    varchar(24) primary key references case_file,
    of_case    varchar(24) not null references case_file,
    fact       bigint      not null references data_fact,
    resource   varchar(48) not null references data_resource,
    provider   varchar(20) not null,
    department varchar(20) not null,
    fields     text[]      not null check (cardinality(fields) > 0),
    state      varchar(9)  not null check (state in ('OPEN', 'CORRECTED', 'CONFIRMED', 'WITHDRAWN')),
    awaited    boolean     not null default false,
    begun_at   timestamptz not null,
    ended_at   timestamptz check ((ended_at is null) = (state = 'OPEN'))
);
create unique index data_correction_open on data_correction (of_case, resource) where state = 'OPEN';
create index data_correction_case on data_correction (of_case, resource);
create index data_correction_provider on data_correction (provider);
comment on table data_correction is 'That a provider looks after what it knows otherwise than was claimed (数据异议), each a case of its own below the one it is about';
comment on column data_correction.awaited is 'Whether the case it is about waits for it';

--changeset xieban:sources-5
create table provider_overdue (
    case_no  varchar(24) not null references case_file,
    step     varchar(255) not null,
    provider varchar(20) not null,
    found_at timestamptz not null,
    primary key (case_no, step)
);
comment on table provider_overdue is 'Terms that providers let pass, of requests for grants and of corrections: what became of them stands in their cases';
comment on column provider_overdue.step is 'Element id of the step of the model that was not done in time';

alter table data_correction alter column state type varchar(10);
alter table data_correction drop constraint data_correction_state_check;
alter table data_correction add constraint data_correction_state_check
    check (state in ('OPEN', 'CORRECTED', 'CONFIRMED', 'UNVERIFIED', 'WITHDRAWN'));

--changeset xieban:sources-case-awaits
update case_file c
   set awaits = (select d.case_no from data_correction d
                  where d.of_case = c.number and d.awaited and d.state = 'OPEN' order by d.begun_at limit 1)
 where exists (select from data_correction d where d.of_case = c.number and d.awaited and d.state = 'OPEN');
