--liquibase formatted sql

--changeset xieban:monitoring-1
create table indicator (
    number        int          generated always as identity primary key,
    code          varchar(40)  collate "C" not null unique check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]*$'),
    name          varchar(120) not null,
    kind          varchar(20)  not null check (kind in ('WATER_LEVEL', 'RAIN', 'GAS_PRESSURE', 'SMOKE', 'TRAFFIC',
                  'HOSPITAL_VISITS', 'COMPLAINTS', 'POWER', 'NETWORK', 'ECONOMY')),
    provider      varchar(20)  not null,
    unit          varchar(20)  not null,
    region        varchar(12)  not null,
    longitude     numeric(9, 6) check (longitude between -180 and 180),
    latitude      numeric(8, 6) check (latitude between -90 and 90),
    cycle         varchar(20)  not null,
    retention     varchar(10)  not null check (retention in ('QUARTER', 'YEAR', 'DECADE')),
    resource      varchar(64),
    resource_key  varchar(64),
    listed        boolean      not null,
    version       int          not null default 1,
    registered_at timestamptz  not null,
    changed_at    timestamptz  not null,
    check ((longitude is null) = (latitude is null)),
    check ((resource is null) = (resource_key is null))
);
create index indicator_place on indicator (kind, region, code);
comment on table indicator is 'What shows how the city does (运行体征)';
comment on column indicator.number is 'Stands for the code in readings, which are many';
comment on column indicator.provider is 'Department whose sensors or systems it is of';
comment on column indicator.cycle is 'How often a reading comes, ISO 8601';
comment on column indicator.retention is 'How long single readings are kept';
comment on column indicator.resource is 'Data resource that is asked for it in each cycle; null where readings are sent';
comment on column indicator.listed is 'False once it is measured no more: what there is stays, nothing is taken in';

create table reading (
    retention varchar(10)  not null,
    indicator int          not null,
    at        timestamptz  not null,
    id        varchar(64)  collate "C" not null,
    value     float8       not null,
    taken_at  timestamptz  not null
) partition by list (retention);
create index reading_history on reading (indicator, at);
create table reading_quarter partition of reading for values in ('QUARTER') partition by range (at);
create table reading_year partition of reading for values in ('YEAR') partition by range (at);
create table reading_decade partition of reading for values in ('DECADE') partition by range (at);
comment on table reading is 'Readings of indicators; partitions are made ahead, and dropped when they have been kept for long enough. Each partition has a unique index on (indicator, id)';
comment on column reading.id is 'The sending system''s: the same one is the same reading';
comment on column reading.taken_at is 'When it came: what was sent late can be told';

create table reading_touched (
    number     bigint      generated always as identity primary key,
    hour       timestamptz not null,
    indicators int[]
);
create index reading_touched_hour on reading_touched (hour);
comment on table reading_touched is 'Hours into which readings came and that are not rolled up since';
comment on column reading_touched.indicators is 'Whose readings; null where all of the hour is rolled up anew';

create table reading_hour (
    indicator int         not null,
    hour      timestamptz not null,
    readings  int         not null check (readings > 0),
    least     float8      not null,
    greatest  float8      not null,
    mean      float8      not null,
    last      float8      not null,
    primary key (indicator, hour)
) partition by range (hour);
comment on table reading_hour is 'Readings rolled up by the hour, kept for longer than they are';

create table reading_turn (
    one      boolean primary key default true check (one),
    token    uuid    not null,
    register bigint  not null
);
insert into reading_turn (token, register) values ('00000000-0000-0000-0000-000000000000', 1);
comment on table reading_turn is 'Its one row is locked by whoever takes readings in: one at a time judges, on whatever node';
comment on column reading_turn.token is 'Of the last turn: who remembers another one has missed something and reads again';
comment on column reading_turn.register is 'Grows with each change of the register of indicators';

create table alarm_group (
    id        bigint      generated always as identity primary key,
    region    varchar(12) not null,
    kind      varchar(20) not null,
    opened_at timestamptz not null,
    last_at   timestamptz not null,
    alarms    int         not null check (alarms > 0)
);
create index alarm_group_newest on alarm_group (region, kind, last_at desc);
comment on table alarm_group is 'Alarms of one kind in one county that came one after the other: one event';

create table alarm (
    id         bigint       generated always as identity primary key,
    group_id   bigint       not null references alarm_group,
    indicator  int          not null references indicator,
    rule       varchar(64)  not null,
    name       varchar(120) not null,
    level      int          not null check (level between 1 and 4),
    worst      int          not null check (worst between 1 and 4 and worst <= level),
    value      float8,
    words      varchar(500) not null,
    raised_at  timestamptz  not null,
    noticed_at timestamptz  not null,
    ended_at   timestamptz,
    judgement  varchar(10)  not null check (judgement in ('OPEN', 'CONFIRMED', 'FALSE')),
    judged_by  varchar(32),
    judged_at  timestamptz,
    closed_by  varchar(32),
    closed_at  timestamptz,
    reason     varchar(500),
    version    int          not null default 1,
    check ((judgement = 'OPEN') = (judged_at is null)),
    check ((closed_at is null) = (reason is null)),
    check (judgement <> 'FALSE' or closed_at is not null)
);
create unique index alarm_running on alarm (indicator, rule) where ended_at is null;
create index alarm_newest on alarm (raised_at desc, id desc);
create index alarm_open on alarm (level, raised_at desc) where closed_at is null;
create index alarm_of_group on alarm (group_id);
comment on table alarm is 'Alarms of indicators, each from the moment a rule holds to that at which it does not';
comment on column alarm.level is '1 red to 4 blue (突发事件应对法 63)';
comment on column alarm.worst is 'The gravest level it has had';
comment on column alarm.raised_at is 'Time of the reading with which the rule held';
comment on column alarm.noticed_at is 'When the product found it';
comment on column alarm.ended_at is 'When the rule held no more; null while it does';
comment on column alarm.judgement is 'What the duty commander found';
