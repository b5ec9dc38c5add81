--liquibase formatted sql

--changeset xieban:inspection-1
create table inspection_object (
    credit_code    varchar(18) collate "C" primary key,
    name           varchar(200) not null,
    trade          varchar(8)   not null,
    region         varchar(12)  not null,
    place          varchar(300) not null,
    credit_class   char(1)      not null check (credit_class in ('A', 'B', 'C', 'D')),
    risk_marks     text[]       not null,
    last_inspected date,
    listed         boolean      not null,
    version        int          not null default 1,
    changed_at     timestamptz  not null,
    searched       text         not null,
    grams          text[]       not null
);
create index inspection_object_kind on inspection_object (trade, credit_class, listed);
create index inspection_object_place on inspection_object (region text_pattern_ops);
create index inspection_object_words on inspection_object using gin (grams) with (fastupdate = off);
comment on table inspection_object is 'Whom inspections are drawn from (检查对象名录库)';
comment on column inspection_object.trade is 'Division of GB/T 4754-2017';
comment on column inspection_object.region is 'GB/T 2260';
comment on column inspection_object.credit_class is 'Credit risk class: its share of the draw follows from it';
comment on column inspection_object.listed is 'False once it has gone out of business or moved away: it stays on record and is not drawn';
comment on column inspection_object.last_inspected is 'Day of the last visit of any department';

create table inspector (
    login       varchar(32) collate "C" primary key,
    department  varchar(20) not null,
    certificate varchar(40) not null unique,
    valid_until date        not null,
    trades      text[]      not null,
    available   boolean     not null,
    recusals    jsonb       not null,
    version     int         not null default 1,
    changed_at  timestamptz not null
);
create index inspector_department on inspector (department, login);
comment on table inspector is 'Who inspects (执法检查人员名录库): an officer with a certificate of enforcement';
comment on column inspector.valid_until is 'The last day of the certificate';
comment on column inspector.trades is 'Divisions of GB/T 4754-2017 in which he is qualified';
comment on column inspector.recusals is 'Objects that he must not visit, each with the relation that forbids it (行政处罚法 43)';

create table inspection_item (
    code       varchar(40) collate "C" primary key,
    name       varchar(200) not null,
    department varchar(20)  not null,
    basis      varchar(500) not null,
    trades     text[]       not null,
    shares     int[]        not null check (array_length(shares, 1) = 4 and 0 <= all (shares) and 10000 >= all (shares)),
    yearly_cap int          not null check (yearly_cap between 1 and 365),
    listed     boolean      not null,
    version    int          not null default 1,
    changed_at timestamptz  not null
);
create index inspection_item_department on inspection_item (department, code);
comment on table inspection_item is 'What may be inspected (抽查事项清单): nothing else is (照单监管)';
comment on column inspection_item.trades is 'Divisions of GB/T 4754-2017 that it applies to; none for all';
comment on column inspection_item.shares is 'Of the credit classes A to D, how many of ten thousand are to be drawn';
comment on column inspection_item.yearly_cap is 'How often in a year it may be inspected at one object';

create table register_import (
    id        bigint       generated always as identity primary key,
    register  varchar(12)  not null check (register in ('objects', 'inspectors', 'items')),
    file_name varchar(200) not null,
    sha256    char(64)     not null,
    officer   varchar(32)  not null,
    department varchar(20) not null,
    at        timestamptz  not null,
    added     int          not null,
    changed   int          not null,
    same      int          not null,
    bad       int          not null,
    report    text         not null
);
comment on table register_import is 'Tables that were imported into the registers';
comment on column register_import.report is 'The rows that were not taken, as they were, each with its line and what is wrong with it';

--changeset xieban:inspection-2
create table inspection_plan (
    case_no         varchar(24)  primary key references case_file,
    kind            varchar(8)   not null check (kind in ('YEARLY', 'AD_HOC')),
    title           varchar(120) not null,
    lead            varchar(20)  not null,
    departments     text[]       not null check (lead = any (departments)),
    items           text[]       not null check (items <> '{}'),
    trades          text[]       not null check (trades <> '{}'),
    regions         text[]       not null,
    risk_marks      text[]       not null,
    shares          int[]        not null check (array_length(shares, 1) = 4 and 0 <= all (shares) and 10000 >= all (shares)),
    inspectors_each int          not null check (inspectors_each >= 2),
    begins          date         not null,
    ends            date         not null check (ends >= begins),
    why             varchar(1000) not null,
    state           varchar(10)  not null check (state in ('OPEN', 'RETURNED', 'APPROVED', 'REJECTED', 'WITHDRAWN', 'DRAWN')),
    proposed_by     varchar(32)  not null,
    proposed_at     timestamptz  not null
);
create index inspection_plan_newest on inspection_plan (proposed_at desc, case_no desc);
comment on table inspection_plan is 'Plans of inspection (抽查计划), each approved as a case';
comment on column inspection_plan.departments is 'Those whose items it has, the lead among them, ascending: all go together once (综合查一次)';
comment on column inspection_plan.regions is 'Where the objects are; none for everywhere';
comment on column inspection_plan.risk_marks is 'Objects with one of these marks; none for all';
comment on column inspection_plan.shares is 'Of the credit classes A to D, how many of ten thousand are drawn';
comment on column inspection_plan.inspectors_each is 'Inspectors of each department to a visit (行政处罚法 42: at least two)';

--changeset xieban:inspection-3
create table draw (
    id            varchar(32) primary key,
    plan          varchar(24) not null references inspection_plan,
    state         varchar(10) not null check (state in ('PREPARED', 'ANNOUNCED', 'BEGUN', 'DRAWN', 'VOID')),
    hash          varchar(8)  not null check (hash in ('SHA_256', 'SM3')),
    pseudonym_key bytea       not null check (length(pseudonym_key) = 32),
    seed          bytea       not null check (length(seed) = 32),
    objects       int         not null default 0,
    inspectors    int         not null default 0,
    fingerprint   varchar(64) not null default '',
    commitment    varchar(64) not null default '',
    prepared_at   timestamptz not null,
    announced_at  timestamptz,
    begun_at      timestamptz,
    ended_at      timestamptz,
    checkpoint    text,
    visits        int         not null default 0,
    record        bytea
);
create unique index draw_once on draw (plan) where state <> 'VOID';
create index draw_open on draw (prepared_at) where state in ('PREPARED', 'ANNOUNCED', 'BEGUN');
create index draw_published on draw (announced_at desc, id desc) where state <> 'PREPARED';
comment on table draw is 'Draws of plans (随机抽取): a plan has one, but for those that are void since their pools were changed';
comment on column draw.pseudonym_key is 'Key of the HMAC that makes pseudonyms of credit codes and logins';
comment on column draw.seed is 'Secret until it is drawn; whoever knows it before does not know the checkpoint that it is mixed with';
comment on column draw.checkpoint is 'The first signed note of the public log over the act that began it';
comment on column draw.record is 'What is published, JSON compressed by gzip (docs/draw.md)';

create table draw_object (
    draw        varchar(32) not null references draw,
    pseudonym   varchar(20) collate "C" not null,
    credit_code varchar(18) collate "C" not null references inspection_object,
    stratum     char(1)     not null,
    trade       varchar(8)  not null,
    visits_left int         not null check (visits_left >= 0),
    primary key (draw, pseudonym)
);
create index draw_object_code on draw_object (credit_code, draw);
comment on table draw_object is 'Whom a draw draws from, frozen';

create table draw_inspector (
    draw       varchar(32) not null references draw,
    pseudonym  varchar(20) collate "C" not null,
    login      varchar(32) not null,
    department varchar(20) not null,
    trades     text[]      not null,
    recusals   text[]      not null,
    primary key (draw, pseudonym)
);
comment on table draw_inspector is 'Who may be sent, frozen; recusals are pseudonyms of objects';

create table draw_visit (
    draw       varchar(32) not null references draw,
    position   int         not null check (position > 0),
    object     varchar(20) collate "C" not null,
    inspectors jsonb       not null,
    recused    text[]      not null,
    primary key (draw, position),
    unique (draw, object)
);
comment on table draw_visit is 'What was drawn, in its order, under pseudonyms';

--changeset xieban:inspection-4
create table visit (
    id          bigint      generated always as identity primary key,
    credit_code varchar(18) collate "C" not null references inspection_object,
    year        int         not null,
    begins      date        not null,
    ends        date        not null check (ends >= begins),
    state       varchar(10) not null check (state in ('PLANNED', 'UNDER_WAY', 'DONE', 'CANCELLED')),
    case_no     varchar(24) unique references case_file,
    planned_at  timestamptz not null
);
create index visit_of_object on visit (credit_code, year);
create index visit_year on visit (year) where state <> 'CANCELLED';
comment on table visit is 'Visits at objects (检查任务): all departments at once (综合查一次); each is one case';
comment on column visit.year is 'To whose cap it counts, unless it is cancelled';
comment on column visit.case_no is 'Null as long as it has not begun';

create table visit_department (
    visit      bigint      not null references visit,
    department varchar(20) not null,
    task       varchar(24) not null references case_file,
    inspectors text[]      not null check (array_length(inspectors, 1) >= 2),
    primary key (visit, department)
);
create index visit_department_task on visit_department (task);
comment on table visit_department is 'Who goes for a department (行政处罚法 42: at least two)';

create table visit_item (
    visit      bigint      not null,
    item       varchar(40) collate "C" not null references inspection_item,
    department varchar(20) not null,
    task       varchar(24) not null references case_file,
    primary key (visit, item),
    foreign key (visit, department) references visit_department
);
create index visit_item_task on visit_item (task);
comment on column visit_department.task is 'Case of the plan, campaign, complaint or transfer that sends them; the first where several do';
comment on table visit_item is 'What is inspected there (照单监管)';

--changeset xieban:inspection-5
-- objects are never deleted, and looking up a million of them takes as long as all the rest of freezing them
alter table draw_object drop constraint draw_object_credit_code_fkey;
