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
