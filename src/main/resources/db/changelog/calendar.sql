--liquibase formatted sql

--changeset xieban:calendar-1
create sequence calendar_version;
create table calendar_notice (
    year        integer     primary key check (year between 2000 and 2100),
    source      text        check (length(source) between 1 and 200),
    version     bigint      not null unique default nextval('calendar_version'),
    imported_at timestamptz not null,
    imported_by text        not null
);
create table calendar_day (
    year integer not null references calendar_notice on delete cascade,
    date date    not null,
    kind text    not null check (kind in ('OFF', 'WORK')),
    name text    not null check (length(name) <= 60),
    primary key (year, date),
    check (date between make_date(year - 1, 12, 1) and make_date(year, 12, 31))
);
comment on table calendar_notice is 'yearly notices of days off that were imported or edited; each displaces the built-in one of its year';
comment on column calendar_notice.version is 'new with each change of any notice, so that every node sees by the highest one whether its calendar is still right';
comment on column calendar_notice.imported_by is 'login; what it was before stands in the record';
comment on table calendar_day is 'what a notice declares; ordinary weekends and working days are left out';
