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

--changeset xieban:calendar-2
create table calendar_edition (
    id            bigint      generated always as identity primary key,
    place_kind    text        not null check (place_kind in ('COUNTRY', 'REGION', 'DEPARTMENT')),
    place_code    text        not null check ((place_code = '') = (place_kind = 'COUNTRY')),
    year          integer     check (year between 2000 and 2100),
    number        integer     not null check (number > 0),
    removed       boolean     not null,
    source        text        check (length(source) between 1 and 200),
    brought_in_at timestamptz not null,
    brought_in_by text        not null
);
create unique index calendar_edition_number on calendar_edition (place_kind, place_code, coalesce(year, 0), number);
create table calendar_edition_day (
    edition bigint not null references calendar_edition,
    date    date   not null,
    kind    text   not null check (kind in ('OFF', 'WORK', 'MORNING_OFF', 'AFTERNOON_OFF')),
    name    text   not null check (length(name) <= 60),
    primary key (edition, date)
);
create table calendar_edition_period (
    edition    bigint not null references calendar_edition,
    valid_from date   not null,
    hours      text   check (length(hours) <= 200),
    day_end    text   check (day_end in ('MIDNIGHT', 'CLOSING')),
    primary key (edition, valid_from)
);
insert into calendar_edition (place_kind, place_code, year, number, removed, source, brought_in_at, brought_in_by)
select 'COUNTRY', '', year, 1, false, source, imported_at, imported_by from calendar_notice order by version;
insert into calendar_edition_day (edition, date, kind, name)
select e.id, d.date, d.kind, d.name from calendar_day d join calendar_edition e on e.year = d.year;
drop table calendar_day;
drop table calendar_notice;
drop sequence calendar_version;
comment on table calendar_edition is 'versions of what was brought into the calendar: of the notice for a year, of what a place deviates in in a year, of its office hours; the newest of each part is in force, none is ever changed';
comment on column calendar_edition.id is 'by the highest one every node sees whether its calendar is still right';
comment on column calendar_edition.year is 'null for office hours, which go on over the years';
comment on column calendar_edition.removed is 'what was brought in is taken back: what came with the product, or nothing, is in force';
comment on column calendar_edition_period.hours is 'as 08:30-12:00,13:00-17:30; null where those of the wider place hold';
comment on column calendar_edition_period.day_end is 'when terms in days end on their last day; null where it is as in the wider place';

--changeset xieban:calendar-3 splitStatements:false
create function calendar_held() returns bigint language plpgsql as $$
begin
    -- a statement of its own, so that what is read next was committed before nobody else could change it
    perform pg_advisory_xact_lock_shared('calendar_edition'::regclass::oid::bigint);
    return (select coalesce(max(id), 0) from calendar_edition);
end $$;

--changeset xieban:calendar-4
create unlogged table calendar_preview (
    id         uuid        primary key,
    version    bigint      not null,
    content    text        not null,
    made_at    timestamptz not null,
    made_by    text        not null,
    applied_at timestamptz
);
create unlogged table calendar_preview_clock (
    preview uuid        not null references calendar_preview on delete cascade,
    place   integer     not null,
    clock   text        not null,
    case_no text        not null,
    kind    text        not null,
    step    text,
    was_due timestamptz not null,
    is_due  timestamptz not null,
    primary key (preview, place)
);
comment on table calendar_preview is 'what somebody was shown before he changes the calendar; unlogged, since it can be made again, and swept after a day';
comment on column calendar_preview.version is 'of the calendar from which it was made: after another change it is out of date';
comment on column calendar_preview.content is 'the editions to be brought in, JSON';

--changeset xieban:calendar-5
-- checking it would cost more than writing a hundred thousand rows
alter table calendar_preview_clock drop constraint calendar_preview_clock_preview_fkey;
comment on column calendar_preview_clock.preview is 'swept together with it';
