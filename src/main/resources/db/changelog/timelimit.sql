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

--changeset xieban:timelimit-2
alter table clock
    add column lamp           varchar(6)  not null default 'GREEN' check (lamp in ('GREEN', 'YELLOW', 'RED', 'PAUSED')),
    add column rung           smallint    not null default 0 check (rung between 0 and 4),
    add column round          integer     not null default 1 check (round > 0),
    add column pause_at       timestamptz,
    add column next_change_at timestamptz check (next_change_at is null or ended_at is null),
    add column yellow_amount  integer     check (yellow_amount > 0),
    add column yellow_unit    varchar(12) check (yellow_unit in ('WORKING_DAY', 'WORKING_HOUR', 'HOUR', 'PERCENT')),
    add column rungs          varchar(11)[] not null default '{HANDLER,LEAD,HEAD,SUPERVISION}',
    add column source         varchar(5)  not null default 'LAW' check (source in ('LAW', 'ITEM', 'MODEL')),
    add column displaced      text,
    add constraint clock_yellow check ((yellow_amount is null) = (yellow_unit is null));
update clock
   set source = case kind when 'STEP' then 'MODEL' when 'PROMISED' then 'ITEM' else 'LAW' end,
       lamp = case when paused then 'PAUSED' else 'GREEN' end,
       next_change_at = case when ended_at is null and not paused then yellow_at end;
create index clock_next_change on clock (next_change_at, id) where next_change_at is not null;
comment on column clock.lamp is 'As last announced: what is due but not yet swept is announced within a second';
comment on column clock.rung is 'The last rung of the ladder of warnings that was told, 0 for none';
comment on column clock.round is 'Grows when a clock is green again after a rung was told, and so warns anew';
comment on column clock.pause_at is 'When a pause begins that has been entered already';
comment on column clock.next_change_at is 'When the sweep has something to do: the next lamp, rung or pause; null while nothing happens by itself';
comment on column clock.yellow_amount is 'How much is left when it turns yellow; null where the ordinary rule holds';
comment on column clock.rungs is 'Who is told, of the ladder of warnings';
comment on column clock.source is 'Where the term comes from: law, the item''s promise, the model';
comment on column clock.displaced is 'The term that would hold without it';

create table clock_warning (
    id        bigint      generated always as identity primary key,
    clock     bigint      not null references clock,
    round     integer     not null,
    rung      smallint    not null check (rung between 1 and 4),
    lamp      varchar(6)  not null check (lamp in ('YELLOW', 'RED')),
    due_at    timestamptz not null,
    since     timestamptz not null,
    raised_at timestamptz not null check (raised_at >= since),
    told      text[]      not null,
    unique (clock, round, rung)
);
comment on table clock_warning is 'Rungs of the ladder of warnings that were told, each once, written with the lamp';
comment on column clock_warning.since is 'When it was to be told; raised_at is later where nobody swept meanwhile';
comment on column clock_warning.told is 'Logins; empty where nobody holds the office';

create table clock_message (
    id          bigint       generated always as identity primary key,
    case_no     varchar(24)  not null references case_file,
    task_id     varchar(64),
    step        varchar(255),
    message     varchar(64)  not null,
    queued_at   timestamptz  not null,
    next_try_at timestamptz,
    attempts    integer      not null default 0,
    done_at     timestamptz,
    failure     text,
    check (done_at is null or next_try_at is null)
);
create index clock_message_next on clock_message (next_try_at, id) where next_try_at is not null;
comment on table clock_message is 'Changes of lamps that a model waits for, until it has heard of them; only where one does';
comment on column clock_message.next_try_at is 'Null once it was heard, or given up';

--changeset xieban:timelimit-3
alter table clock_pause
    add column by_process boolean not null default true,
    add column corrects   bigint unique references clock_pause check (corrects < id);
alter table clock_pause alter column by_process drop default;
alter table clock_pause_end add column result text;
comment on column clock_pause.by_process is 'The process of the case began it and ends it; else an officer did and does';
comment on column clock_pause.corrects is 'The entry in whose place this one counts; that one was wrong and counts for nothing';
comment on column clock_pause_end.result is 'What the procedure has led to';

create table clock_pause_renewal (
    id          bigint      generated always as identity primary key,
    pause       bigint      not null references clock_pause,
    until       date        not null,
    reason      text        not null,
    approver    varchar(32) not null,
    approved_at timestamptz not null
);
create index clock_pause_renewal_pause on clock_pause_renewal (pause, id);
comment on table clock_pause_renewal is 'Later planned ends of pauses, as somebody approved them; the last one holds';

create table clock_pause_watch (
    pause    bigint      primary key references clock_pause,
    alarm_at timestamptz not null
);
create index clock_pause_watch_alarm on clock_pause_watch (alarm_at);
insert into clock_pause_watch (pause, alarm_at)
select p.id, (p.until + 1)::timestamp at time zone 'Asia/Shanghai'
  from clock_pause p
 where not exists (select from clock_pause_end e where e.pause = p.id);
comment on table clock_pause_watch is 'When a pause that goes on is late; none once the alarm was raised or the pause has ended';

--changeset xieban:timelimit-calendar-1
alter table clock add column department varchar(20);
update clock c set department = (select f.lead_department from case_file f where f.number = c.case_no);
alter table clock alter column department set not null;
create index clock_open_due on clock (due_at) where ended_at is null;
comment on column clock.department is 'By whose calendar it runs: of the department to which its step falls, or which leads its case';

--changeset xieban:timelimit-calendar-2
-- one scan for each change of the calendar is cheaper than an index to keep with each change of a clock
drop index clock_open_due;

--changeset xieban:timelimit-lamps-1
-- cases are found by their lamps from here, not by asking each of them for its clocks
create index clock_running on clock (yellow_at) include (due_at, case_no) where ended_at is null and kind <> 'STEP' and not paused;
create index clock_paused on clock (case_no) where paused;

--changeset xieban:timelimit-lamps-2
-- the lamp of a case is read from the index by which its open clocks are found
drop index clock_open;
create unique index clock_open on clock (case_no, kind) include (due_at, yellow_at, paused) where ended_at is null and kind <> 'STEP';

--changeset xieban:timelimit-minutes-1
alter table clock
    drop constraint clock_unit_check,
    add constraint clock_unit_check check (unit in ('WORKING_DAY', 'CALENDAR_DAY', 'WORKING_HOUR', 'HOUR', 'MINUTE'));
