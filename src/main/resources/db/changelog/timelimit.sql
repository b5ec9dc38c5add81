--liquibase formatted sql

--changeset xieban:timelimit-1
create table clock (
    id          bigint       generated always as identity primary key,
    case_no     varchar(24)  not null references case_file,
    kind        varchar(10)  not null check (kind in ('ACCEPTANCE', 'STATUTORY', 'PROMISED', 'STEP')),
    step        varchar(255) check ((step is not null) = (kind = 'STEP')),
    step_name   text         check ((step_name is not null) = (kind = 'STEP')),
    task_id     varchar(64)  unique check (task_id is null or kind = 'STEP'),
    amount      integer      not null check (amount > 0),
    unit        varchar(12)  not null check (unit in ('WORKING_DAY', 'CALENDAR_DAY', 'WORKING_HOUR', 'HOUR')),
    start_event varchar(10)  not null check (start_event in ('RECEIPT', 'ACCEPTANCE', 'STEP')),
    legal_basis text         not null check (length(legal_basis) > 0),
    started_at  timestamptz  not null,
    due_at      timestamptz  not null,
    yellow_at   timestamptz  not null check (yellow_at <= due_at),
    expected    boolean      not null,
    paused      boolean      not null default false check (not paused or ended_at is null),
    ended_at    timestamptz,
    outcome     varchar(9)   check (outcome in ('MET', 'MISSED', 'RESTARTED')),
    check ((ended_at is null) = (outcome is null))
);
create index clock_case on clock (case_no, id);
create unique index clock_open on clock (case_no, kind) where ended_at is null and kind <> 'STEP';
comment on table clock is 'Clocks of cases (计时); what is due and when it turns yellow follows from the term, the start, the pauses, the extensions and the calendar alone';
comment on column clock.due_at is 'While the clock stands still: when it would be due if the pause ended as planned';
comment on column clock.outcome is 'RESTARTED: its term began anew with another clock (补正), so that it counts for nothing';

create table clock_pause (
    id          bigint      generated always as identity primary key,
    case_no     varchar(24) not null references case_file,
    type        varchar(16) not null,
    stops       text[]      not null,
    legal_basis text        not null check (length(legal_basis) > 0),
    reason      text        not null,
    approver    varchar(32) not null,
    document    text,
    from_at     timestamptz not null,
    until       date        not null
);
create index clock_pause_case on clock_pause (case_no, id);
comment on table clock_pause is 'Times that do not count (停表); never changed, ended by an entry of their own';
comment on column clock_pause.stops is 'The kinds of clock that it stops, as the rule stood when it was entered';
comment on column clock_pause.until is 'Planned last day; past it the pause is late, it does not end by itself (行政许可法 45)';

create table clock_pause_end (
    pause    bigint      primary key references clock_pause,
    ended_at timestamptz not null,
    ended_by varchar(32) not null
);
comment on table clock_pause_end is 'When a pause ended, and who said so';

create table clock_extension (
    id          bigint      generated always as identity primary key,
    case_no     varchar(24) not null unique references case_file,
    amount      integer     not null check (amount > 0),
    unit        varchar(12) not null check (unit in ('WORKING_DAY', 'CALENDAR_DAY', 'WORKING_HOUR', 'HOUR')),
    reason      text        not null,
    approver    varchar(32) not null,
    approved_at timestamptz not null
);
comment on table clock_extension is 'Terms of decisions made longer (延长办理期限), once for a case (行政许可法 42)';
