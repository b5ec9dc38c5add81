--liquibase formatted sql

--changeset xieban:casefile-1
create table case_file (
    number                varchar(24)  primary key check (number ~ '^[0-9A-Z-]{8,24}$'),
    title                 varchar(400) not null,
    item_code             varchar(64)  not null,
    item_version          bigint       not null,
    item_name             varchar(200) not null,
    process_key           varchar(255) not null,
    state                 varchar(16)  not null check (state in ('REGISTERED', 'SUPPLEMENTING', 'ACCEPTED', 'IN_REVIEW',
        'SUSPENDED', 'DECIDED', 'CLOSED', 'REFUSED', 'NOT_ACCEPTED', 'WITHDRAWN', 'RETURNED', 'TERMINATED')),
    state_before          varchar(16)  check ((state = 'SUSPENDED') = (state_before is not null)),
    state_reason          text,
    lead_department       varchar(20)  not null,
    registered_by         varchar(32)  not null,
    registered_department varchar(20)  not null,
    registered_at         timestamptz  not null,
    accepted_at           timestamptz,
    decided_at            timestamptz,
    closed_at             timestamptz  check ((closed_at is not null)
        = (state in ('CLOSED', 'REFUSED', 'NOT_ACCEPTED', 'WITHDRAWN', 'RETURNED', 'TERMINATED'))),
    applicant_kind        varchar(16)  not null check (applicant_kind in ('PERSON', 'ORGANISATION', 'DEPARTMENT')),
    applicant_name        varchar(200) not null,
    applicant_id_number   varchar(18)  not null,
    applicant_phone       varchar(20)  not null,
    agent_name            varchar(200),
    agent_id_number       varchar(18)  check ((agent_id_number is null) = (agent_name is null)),
    agent_phone           varchar(20)  check ((agent_phone is null) = (agent_name is null)),
    external_ref          varchar(100),
    parent                varchar(24)  references case_file check (parent <> number),
    granted               boolean      check ((granted is null) = (decided_at is null)),
    decision              text         check ((decision is null) = (decided_at is null)),
    searched              text         not null,
    grams                 text[]       not null
);
create index case_file_newest on case_file (registered_at desc, number desc);
create index case_file_item on case_file (item_name, number);
create index case_file_number on case_file (number varchar_pattern_ops);
create index case_file_state on case_file (state, registered_at desc);
create index case_file_parent on case_file (parent) where parent is not null;
create index case_file_external_ref on case_file (external_ref) where external_ref is not null;
create index case_file_grams on case_file using gin (grams);
comment on table case_file is 'Cases (办件); the number is also the business key of the process';
comment on column case_file.item_version is 'Key of the version of the item that the case began with: terms and materials stay those it was told';
comment on column case_file.state_before is 'The state to which a stayed case returns';
comment on column case_file.accepted_at is 'When acceptance takes effect; not decided within five working days is accepted from the day of receipt (行政许可法 32)';
comment on column case_file.grams is 'Single characters and pairs of what is searched: words of two Chinese characters are found by index';

create table case_day (
    day  date   primary key,
    base bigint not null
);
create sequence case_position;
comment on table case_day is 'Where the running number of cases stood when a day began; a number within the day is what has run since';

create table case_department (
    case_no    varchar(24) not null references case_file,
    department varchar(20) not null,
    since      timestamptz not null,
    how        varchar(12) not null check (how in ('REGISTERED', 'LEAD', 'CO_HANDLING')),
    primary key (case_no, department)
);
create index case_department_department on case_department (department, case_no);
comment on table case_department is 'Which departments see a case: the one that registered it, and those that hold or held a task of it; never taken away';
comment on column case_department.how is 'Who is only asked for advice (CO_HANDLING) sees the basic facts, what its task needs, and its own opinion';

create table case_fact (
    id         bigint       generated always as identity primary key,
    case_no    varchar(24)  not null references case_file,
    step       varchar(255) not null,
    department varchar(20),
    content    jsonb        not null,
    put_at     timestamptz  not null
);
create index case_fact_case on case_fact (case_no, id);
comment on table case_fact is 'What was entered for a case, by the steps that asked for it; later ones stand before earlier ones';
comment on column case_fact.department is 'Whose officer entered it; null for the applicant and for the product itself';

create table material_content (
    sha256  char(64) primary key check (sha256 ~ '^[0-9a-f]{64}$'),
    content bytea    not null
);
alter table material_content alter column content set storage external;
comment on table material_content is 'Contents of materials where they are kept in the database; equal ones once';

create table material_version (
    id                  bigint       generated always as identity primary key,
    case_no             varchar(24)  not null references case_file,
    code                varchar(64)  not null,
    version             int          not null check (version > 0),
    file_name           varchar(200) not null,
    type                varchar(8)   not null check (type in ('PDF', 'JPEG', 'PNG', 'OFD', 'DOCX', 'XLSX')),
    size                bigint       not null check (size > 0),
    sha256              char(64)     not null,
    sm3                 char(64)     not null,
    uploaded_by         varchar(32)  not null,
    uploaded_by_name    varchar(60)  not null,
    uploaded_department varchar(20)  not null,
    uploaded_at         timestamptz  not null,
    unique (case_no, code, version)
);
comment on table material_version is 'What was handed in for a material of the item; a new one stands beside the old one, never in its place';
comment on column material_version.type is 'Found in the content, not in the ending of the name';

create table opinion (
    id           bigint       generated always as identity primary key,
    case_no      varchar(24)  not null references case_file,
    step         varchar(255) not null,
    department   varchar(20)  not null,
    officer      varchar(32)  not null,
    officer_name varchar(60)  not null,
    conclusion   varchar(12)  not null check (conclusion in ('AGREE', 'CONDITIONAL', 'DISAGREE')),
    content      text         not null,
    given_at     timestamptz  not null
);
create index opinion_case on opinion (case_no, id);
comment on table opinion is 'Opinions of officers for their departments; a later one stands beside an earlier one';

--changeset xieban:casefile-submitted-forms
-- what was submitted stood in two tables, with the case and with the engine
alter table case_fact
    add column task_id      varchar(64),
    add column form_id      varchar(255),
    add column form_version int,
    add column submitted_by varchar(64);
comment on column case_fact.task_id is 'The task whose form it was submitted with, by Camunda''s id; null for what was entered otherwise';
comment on column case_fact.form_version is 'That of the Camunda Form by which it was judged';
with fact as (
    select id, case_no, step, content, row_number() over (partition by case_no, step, content order by id) as nth
      from case_fact
), submission as (
    select *, row_number() over (partition by case_no, step, content order by id) as nth from form_submission
)
update case_fact f
   set task_id = s.task_id, form_id = s.form_id, form_version = s.form_version, submitted_by = s.submitted_by
  from fact, submission s
 where fact.id = f.id and s.case_no = fact.case_no and s.step = fact.step and s.content = fact.content
   and s.nth = fact.nth;
drop table form_submission;

--changeset xieban:casefile-material-coverage
create table material_coverage (
    case_no     varchar(24)  not null references case_file,
    code        varchar(64)  not null,
    source      varchar(48)  not null,
    source_name varchar(200) not null,
    asked_at    timestamptz  not null,
    valid_until timestamptz  not null check (valid_until > asked_at),
    primary key (case_no, code)
);
comment on table material_coverage is 'Materials that nobody has to bring, since a department knows what they would say (国务院关于在线政务服务的若干规定 7)';

--changeset xieban:casefile-awaits
alter table case_file add column awaits varchar(24) references case_file;
comment on column case_file.awaits is 'The case whose end it waits for: none of its steps is completed before';

--changeset xieban:casefile-search-1
-- what a filter leaves is found in the order of lists, and these indexes together with that of words
create index case_file_of_item on case_file (item_code, registered_at desc, number desc);
create index case_file_lead on case_file (lead_department, registered_at desc, number desc);
create index case_file_not_closed on case_file (registered_at desc, number desc) where closed_at is null;
