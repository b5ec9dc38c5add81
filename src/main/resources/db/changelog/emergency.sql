--liquibase formatted sql

--changeset xieban:emergency-1
create table duty_shift (
    id         bigint      generated always as identity primary key,
    department varchar(20) not null,
    starts_at  timestamptz not null,
    ends_at    timestamptz not null,
    officer    varchar(32) not null,
    leader     varchar(32) not null,
    phone      varchar(40) not null,
    changed_by varchar(32) not null,
    changed_at timestamptz not null,
    version    integer     not null default 1,
    check (ends_at > starts_at and ends_at <= starts_at + interval '7 days'),
    unique (department, starts_at, officer)
);
create index duty_shift_end on duty_shift (department, ends_at);
comment on table duty_shift is 'Duty roster (值班表), in natural hours; gaps and overlaps are shown, not forbidden';
comment on column duty_shift.officer is 'Login of who is on duty (值班员)';
comment on column duty_shift.leader is 'Login of the leader in charge (带班领导)';

create table duty_handover (
    id         bigint      generated always as identity primary key,
    department varchar(20) not null,
    shift      bigint      references duty_shift on delete set null,
    given_by   varchar(32) not null,
    given_at   timestamptz not null,
    notes      text        not null,
    taken_by   varchar(32),
    taken_at   timestamptz check (taken_at >= given_at),
    remark     text,
    check ((taken_by is null) = (taken_at is null)),
    check (taken_by <> given_by)
);
create index duty_handover_newest on duty_handover (department, id desc);
create unique index duty_handover_open on duty_handover (department) where taken_at is null;
comment on table duty_handover is 'What one on duty leaves to the next (交接班); one at a time waits to be taken over';

create table roll_call (
    id         bigint      generated always as identity primary key,
    asked_by   varchar(32) not null,
    department varchar(20) not null,
    asked_at   timestamptz not null,
    answer_by  timestamptz not null check (answer_by > asked_at),
    note       text        not null
);
create index roll_call_newest on roll_call (asked_at desc, id desc);
comment on table roll_call is 'Roll-calls of those on duty (点名)';
comment on column roll_call.department is 'For which it was asked';

create table roll_call_answer (
    roll_call   bigint      not null references roll_call,
    department  varchar(20) not null,
    officer     varchar(32),
    leads       boolean     not null,
    answered_at timestamptz,
    primary key (roll_call, department, leads),
    check (officer is not null or answered_at is null)
);
create index roll_call_answer_open on roll_call_answer (officer) where answered_at is null;
comment on table roll_call_answer is 'Who was asked, and when he answered';
comment on column roll_call_answer.officer is 'Null where nobody was on the roster';

--changeset xieban:emergency-2
create table outreach_receiver (
    code       varchar(40)  primary key,
    name       varchar(200) not null,
    url        varchar(200) not null,
    secret     varchar(100) not null,
    enabled    boolean      not null,
    changed_at timestamptz  not null,
    version    integer      not null default 1
);
comment on table outreach_receiver is 'Systems outside that are told by webhook';
comment on column outreach_receiver.secret is 'Name of the secret in the settings; the secret itself is in no table';

create table outreach_message (
    id         bigint       generated always as identity primary key,
    key        varchar(200) not null unique,
    kind       varchar(10)  not null check (kind in ('WARNING', 'RESPONSE', 'DIRECTIVE', 'REPORT')),
    case_no    varchar(24)  references case_file,
    drill      boolean      not null,
    subject    varchar(200) not null,
    body       text         not null,
    created_at timestamptz  not null
);
create index outreach_message_case on outreach_message (case_no) where case_no is not null;
comment on table outreach_message is 'What is told to those outside (对外通知), written in the transaction of what it tells of';
comment on column outreach_message.key is 'The caller''s own: a step that is repeated repeats it, and nothing is told twice';

create table outreach_delivery (
    id              bigint       generated always as identity primary key,
    message         bigint       not null references outreach_message,
    key             varchar(36)  not null unique,
    channel         varchar(7)   not null check (channel in ('WEBHOOK', 'MAIL')),
    name            varchar(200) not null,
    address         varchar(200) not null,
    state           varchar(12)  not null check (state in ('WAITING', 'SENT', 'ACKNOWLEDGED', 'FAILED', 'DRILL')),
    attempts        integer      not null default 0,
    next_at         timestamptz,
    retried_at      timestamptz,
    failure         varchar(60),
    sent_at         timestamptz,
    acknowledged_at timestamptz,
    check ((state = 'WAITING') = (next_at is not null)),
    check (state <> 'DRILL' or attempts = 0),
    unique (message, channel, address)
);
create index outreach_due on outreach_delivery (next_at) where state = 'WAITING';
create index outreach_state on outreach_delivery (state, id desc);
comment on table outreach_delivery is 'A message on its way to one recipient; of a drill, what would have gone out';
comment on column outreach_delivery.key is 'Sent along with every attempt, so that the recipient sees one';

--changeset xieban:emergency-10
create table emergency_warning (
    case_no     varchar(24) primary key references case_file,
    kind        varchar(20) not null,
    lead        varchar(20) not null,
    drill       boolean     not null,
    alarm       bigint,
    state       varchar(10) not null
        check (state in ('PROPOSED', 'RETURNED', 'REJECTED', 'WITHDRAWN', 'IN_FORCE', 'LIFTED')),
    proposed_by varchar(32) not null,
    proposed_at timestamptz not null
);
create index emergency_warning_newest on emergency_warning (proposed_at desc, case_no desc);
comment on table emergency_warning is 'Warnings (预警, 突发事件应对法 63, 64), each a case; drills are marked and not public';

create table emergency_warning_version (
    case_no         varchar(24)   not null references emergency_warning,
    no              int           not null check (no > 0),
    change          varchar(6)    not null check (change in ('ISSUE', 'ADJUST', 'LIFT')),
    colour          varchar(6)    not null check (colour in ('RED', 'ORANGE', 'YELLOW', 'BLUE')),
    starts_at       timestamptz   not null,
    ends_at         timestamptz   check (ends_at > starts_at),
    regions         text[]        not null check (regions <> '{}'),
    departments     text[]        not null check (departments <> '{}'),
    caution         varchar(1000) not null check (caution <> ''),
    measures        varchar(1000) not null check (measures <> ''),
    reason          varchar(1000) not null check (reason <> ''),
    state           varchar(9)    not null check (state in ('PROPOSED', 'REJECTED', 'WITHDRAWN', 'ISSUED')),
    proposed_by     varchar(32)   not null,
    proposed_at     timestamptz   not null,
    decided_by      varchar(32),
    issued_at       timestamptz,
    document        bigint        references document,
    document_number varchar(200),
    primary key (case_no, no),
    check ((state = 'ISSUED') = (issued_at is not null and document is not null and decided_by is not null))
);
create unique index emergency_warning_version_pending on emergency_warning_version (case_no) where state = 'PROPOSED';
comment on table emergency_warning_version is 'What a warning states, version by version (突发事件应对法 64, 70); one at a time waits to be decided';

create table emergency_warning_call (
    id          bigint generated always as identity primary key,
    case_no     varchar(24)   not null,
    version     int           not null,
    recipient   varchar(20)   not null,
    position    int           not null,
    officer     varchar(32),
    called_at   timestamptz   not null,
    until       timestamptz   not null check (until > called_at),
    state       varchar(10)   not null
        check (state in ('OPEN', 'CONFIRMED', 'PASSED', 'LATE', 'REACHED', 'UNREACHED', 'SUPERSEDED')),
    answered_by varchar(32),
    answered_at timestamptz,
    ended_at    timestamptz,
    task_id     varchar(64),
    said        varchar(1200) not null,
    foreign key (case_no, version) references emergency_warning_version,
    unique (case_no, version, recipient, position),
    check ((answered_by is null) = (answered_at is null)),
    check (state <> 'LATE' or (answered_at is not null and ended_at is not null))
);
create index emergency_warning_call_task on emergency_warning_call (task_id);
comment on table emergency_warning_call is 'Who was called to confirm a warning (叫应), and what came of it';
comment on column emergency_warning_call.officer is 'Null where nobody was left and the duty room telephones';

--changeset xieban:emergency-11 splitStatements:false
create function emergency_warning_kept() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'nothing of a warning is erased';
    end if;
    if old.state <> 'PROPOSED' then
        raise exception 'what was decided of a warning is not changed';
    end if;
    return new;
end $$;
create trigger emergency_warning_version_kept before update or delete on emergency_warning_version
    for each row execute function emergency_warning_kept();

--changeset xieban:emergency-20
create table emergency_event (
    case_no           varchar(24)    primary key references case_file,
    kind              varchar(20)    not null,
    title             varchar(200)   not null check (title <> ''),
    lead              varchar(20)    not null,
    drill             boolean        not null,
    region            varchar(12)    not null,
    place             varchar(200)   not null,
    longitude         numeric(9, 6),
    latitude          numeric(8, 6),
    occurred_at       timestamptz    not null,
    reported_at       timestamptz    not null,
    source            varchar(10)    not null check (source in ('ALARM', 'OFFICER', 'HOTLINE', 'SYSTEM')),
    source_key        varchar(100),
    dead              int            not null check (dead >= 0),
    missing           int            not null check (missing >= 0),
    seriously_injured int            not null check (seriously_injured >= 0),
    injured           int            not null check (injured >= seriously_injured),
    evacuated         int            not null check (evacuated >= 0),
    loss_yuan         numeric(16, 2) not null check (loss_yuan >= 0),
    area_km2          numeric(12, 3) not null check (area_km2 >= 0),
    sensitive         boolean        not null,
    state             varchar(10)    not null
        check (state in ('REPORTED', 'REFUTED', 'VERIFIED', 'RESPONDING', 'ENDED', 'CLOSED')),
    grade             varchar(3)     check (grade in ('I', 'II', 'III', 'IV')),
    level             varchar(3)     check (level in ('I', 'II', 'III', 'IV')),
    responding_since  timestamptz,
    responded_until   timestamptz,
    closed_at         timestamptz,
    version           int            not null,
    unique (source, source_key),
    check ((longitude is null) = (latitude is null)),
    check ((state = 'RESPONDING') <= (level is not null and responding_since is not null)),
    check ((state = 'CLOSED') = (closed_at is not null))
);
create index emergency_event_newest on emergency_event (reported_at desc, case_no desc);
create index emergency_event_open on emergency_event (reported_at desc)
    where state in ('REPORTED', 'VERIFIED', 'RESPONDING');
comment on table emergency_event is 'Events (突发事件), each a case; its grade is the harm done, its level the response to it';

--changeset xieban:emergency-30
create table emergency_contact (
    code       varchar(40)  primary key,
    department varchar(20)  not null,
    unit       varchar(100),
    name       varchar(60)  not null,
    post       varchar(100) not null,
    phone      varchar(40),
    mobile     varchar(40),
    mail       varchar(100),
    channel    varchar(9)   not null check (channel in ('TELEPHONE', 'MAIL', 'SYSTEM')),
    receiver   varchar(40)  references outreach_receiver,
    listed     boolean      not null,
    changed_at timestamptz  not null,
    version    integer      not null default 1,
    check (channel <> 'TELEPHONE' or phone is not null or mobile is not null),
    check (channel <> 'MAIL' or mail is not null),
    check (channel <> 'SYSTEM' or receiver is not null)
);
create index emergency_contact_department on emergency_contact (department, code);
comment on table emergency_contact is 'Whom to call in an emergency (应急通讯录); each department keeps its own';
comment on column emergency_contact.unit is 'Outside of the departments; null for the department itself';
comment on column emergency_contact.mobile is 'Personal: shown covered until somebody says what for, which is recorded';

--changeset xieban:emergency-31
create table emergency_resource (
    code       varchar(40)   primary key,
    department varchar(20)   not null,
    kind       varchar(10)   not null,
    name       varchar(120)  not null,
    amount     integer       not null check (amount > 0),
    unit       varchar(20)   not null,
    region     varchar(12)   not null,
    place      varchar(200)  not null,
    longitude  numeric(9, 6),
    latitude   numeric(8, 6),
    state      varchar(9)    not null check (state in ('READY', 'IN_REPAIR', 'GONE')),
    contact    varchar(40)   references emergency_contact,
    assigned   integer       not null default 0 check (assigned >= 0 and assigned <= amount),
    changed_at timestamptz   not null,
    version    integer       not null default 1,
    check ((longitude is null) = (latitude is null))
);
comment on table emergency_resource is 'What there is for emergencies (应急资源), by department';
comment on column emergency_resource.assigned is 'With events now; never more than there is';

create table emergency_resource_assignment (
    id          bigint      generated always as identity primary key,
    resource    varchar(40) not null references emergency_resource,
    case_no     varchar(24) not null references emergency_event,
    amount      integer     not null check (amount > 0),
    assigned_by varchar(32) not null,
    assigned_at timestamptz not null,
    released_by varchar(32),
    released_at timestamptz check (released_at >= assigned_at),
    check ((released_by is null) = (released_at is null))
);
create index emergency_resource_assignment_event on emergency_resource_assignment (case_no, id);
create index emergency_resource_assignment_resource on emergency_resource_assignment (resource, id);
comment on table emergency_resource_assignment is 'What events were given of resources, and when they gave it back';

--changeset xieban:emergency-32
create table emergency_plan_version (
    kind        varchar(20) not null,
    level       varchar(3)  not null check (level in ('I', 'II', 'III', 'IV')),
    no          integer     not null check (no > 0),
    state       varchar(8)  not null check (state in ('DRAFT', 'IN_FORCE', 'REPLACED')),
    department  varchar(20) not null,
    content     jsonb       not null,
    drafters    text[]      not null check (drafters <> '{}'),
    drafted_at  timestamptz not null,
    revision    integer     not null,
    issued_by   varchar(32),
    issued_at   timestamptz,
    replaced_at timestamptz,
    primary key (kind, level, no),
    check ((state = 'DRAFT') = (issued_by is null) and (issued_by is null) = (issued_at is null)),
    check ((state = 'REPLACED') = (replaced_at is not null)),
    check (issued_by <> all (drafters))
);
create unique index emergency_plan_draft on emergency_plan_version (kind, level) where state = 'DRAFT';
create unique index emergency_plan_in_force on emergency_plan_version (kind, level) where state = 'IN_FORCE';
comment on table emergency_plan_version is 'Response plans (应急预案) by kind of event and level of response, version by version';
comment on column emergency_plan_version.drafters is 'Logins of all who worked on it; none of them puts it into force';

--changeset xieban:emergency-33 splitStatements:false
create function emergency_plan_kept() returns trigger language plpgsql as $$
begin
    if old.state <> 'DRAFT' and (tg_op = 'DELETE'
        or (new.kind, new.level, new.no, new.department, new.content, new.drafters, new.drafted_at, new.issued_by,
            new.issued_at) is distinct from (old.kind, old.level, old.no, old.department, old.content, old.drafters,
            old.drafted_at, old.issued_by, old.issued_at)
        or old.state = 'REPLACED' or new.state <> 'REPLACED') then
        raise exception 'what was put into force of a plan is not changed';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger emergency_plan_version_kept before update or delete on emergency_plan_version
    for each row execute function emergency_plan_kept();

--changeset xieban:emergency-40
-- warnings are not alone in calling people one after the other
alter table emergency_warning_call rename to emergency_call;
alter index emergency_warning_call_task rename to emergency_call_task;
alter table emergency_call rename column version to round;
alter table emergency_call
    drop constraint emergency_warning_call_case_no_version_fkey,
    add foreign key (case_no) references case_file,
    add column rung varchar(8) check (rung in ('ON_DUTY', 'NEXT', 'LEADER', 'HEAD'));
comment on table emergency_call is 'Who was called to confirm a warning or a directive (叫应), and what came of it';
comment on column emergency_call.round is 'Of a warning its version; of a directive how often its ladder was begun';

--changeset xieban:emergency-41
create table emergency_instruction (
    case_no        varchar(24)   primary key references case_file,
    event          varchar(24)   not null references emergency_event,
    said_by        varchar(100)  not null check (said_by <> ''),
    said_at        timestamptz   not null,
    said           varchar(2000) not null check (said <> ''),
    file_name      varchar(200),
    file_sha256    varchar(64),
    file_type      varchar(10),
    entered_by     varchar(32)   not null,
    entered_at     timestamptz   not null,
    answer_by      timestamptz   not null check (answer_by > entered_at),
    answered_by    varchar(32),
    answered_at    timestamptz,
    answer         varchar(2000),
    check ((file_name is null) = (file_sha256 is null) and (file_name is null) = (file_type is null)),
    check ((answered_by is null) = (answered_at is null) and (answered_by is null) = (answer is null))
);
create index emergency_instruction_event on emergency_instruction (event, entered_at);
comment on table emergency_instruction is 'Instructions from above in an event (批示), each a case; they become directives and are answered';

create table emergency_directive (
    case_no         varchar(24)   primary key references case_file,
    event           varchar(24)   not null references emergency_event,
    department      varchar(20)   not null references department,
    content         varchar(2000) not null check (content <> ''),
    drill           boolean       not null,
    given_by        varchar(32)   not null,
    given_at        timestamptz   not null,
    given_key       varchar(200)  not null,
    place           int           not null,
    within_minutes  int           not null check (within_minutes > 0),
    complete_by     timestamptz   not null check (complete_by > given_at),
    plan_item       varchar(200),
    instruction     varchar(24)   references emergency_instruction,
    support         bigint,
    state           varchar(11)   not null
        check (state in ('SENT', 'IN_PROGRESS', 'COMPLETED', 'WITHDRAWN')),
    acknowledged_by varchar(32),
    acknowledged_at timestamptz,
    how             varchar(9)    check (how in ('OFFICER', 'TELEPHONE', 'OUTSIDE')),
    late            boolean,
    ended_by        varchar(32),
    ended_at        timestamptz,
    end_text        varchar(2000),
    unique (event, given_key, place),
    check ((acknowledged_by is null) = (acknowledged_at is null)
       and (acknowledged_by is null) = (how is null) and (acknowledged_by is null) = (late is null)),
    check ((state in ('COMPLETED', 'WITHDRAWN')) = (ended_at is not null)),
    check ((ended_by is null) = (ended_at is null) and (ended_by is null) = (end_text is null)),
    check (state <> 'SENT' or acknowledged_at is null),
    check (state not in ('IN_PROGRESS', 'COMPLETED') or acknowledged_at is not null)
);
create index emergency_directive_event on emergency_directive (event, given_at, case_no);
create index emergency_directive_instruction on emergency_directive (instruction) where instruction is not null;
comment on table emergency_directive is 'Directives of events (指令), each a case; what was ordered is never changed: another is given instead';
comment on column emergency_directive.given_key is 'Of whoever gave it: what is given again under it is not given twice';
comment on column emergency_directive.within_minutes is 'How long each who is called has to acknowledge it';

create table emergency_directive_report (
    id        bigint        generated always as identity primary key,
    directive varchar(24)   not null references emergency_directive,
    by_whom   varchar(32)   not null,
    at        timestamptz   not null,
    content   varchar(2000) not null check (content <> '')
);
create index emergency_directive_report_of on emergency_directive_report (directive, id);
comment on table emergency_directive_report is 'What was reported of a directive while it was carried out (反馈)';

create table emergency_support (
    id         bigint        generated always as identity primary key,
    directive  varchar(24)   not null references emergency_directive,
    asked_by   varchar(32)   not null,
    asked_at   timestamptz   not null,
    content    varchar(2000) not null check (content <> ''),
    state      varchar(7)    not null check (state in ('OPEN', 'GRANTED', 'REFUSED', 'LAPSED')),
    decided_by varchar(32),
    decided_at timestamptz,
    reason     varchar(2000),
    check ((state = 'OPEN') = (decided_at is null) and (decided_by is null) = (decided_at is null)),
    check (state <> 'REFUSED' or reason is not null)
);
create unique index emergency_support_open on emergency_support (directive) where state = 'OPEN';
create index emergency_support_of on emergency_support (directive, id);
comment on table emergency_support is 'Requests for support (请求支援): granted as further directives, refused with a reason, lapsed where the directive ended first';
alter table emergency_directive add foreign key (support) references emergency_support;

--changeset xieban:emergency-21
alter table emergency_event add belongs_to varchar(24) references emergency_event check (belongs_to <> case_no);
alter table emergency_event add check (belongs_to is null or state = 'REFUTED');
comment on column emergency_event.belongs_to is 'The event that this was another report of';
create index emergency_event_belongs on emergency_event (belongs_to) where belongs_to is not null;

create table emergency_event_report (
    id          bigint generated always as identity primary key,
    case_no     varchar(24)   not null references emergency_event,
    source      varchar(10)   not null check (source in ('ALARM', 'OFFICER', 'HOTLINE', 'SYSTEM')),
    source_key  varchar(100),
    said        varchar(2000) not null check (said <> ''),
    reporter    varchar(100),
    received_by varchar(32)   not null,
    received_at timestamptz   not null,
    unique (source, source_key)
);
create index emergency_event_report_case on emergency_event_report (case_no, id);
comment on table emergency_event_report is 'Every report of an event as it came in (接报); one that was reported twice has several';
comment on column emergency_event_report.source_key is 'Number of the alarm, or the sender''s own key';

create table emergency_event_change (
    case_no varchar(24)   not null references emergency_event,
    version int           not null check (version >= 0),
    act     varchar(40)   not null,
    said    varchar(2000) not null,
    by      varchar(32)   not null,
    at      timestamptz   not null,
    primary key (case_no, version)
);
comment on table emergency_event_change is 'Who changed an event when and how, one row for each of its versions: what a second commander is told who comes too late';

create table emergency_event_harm (
    case_no           varchar(24)    not null references emergency_event,
    version           int            not null,
    dead              int            not null check (dead >= 0),
    missing           int            not null check (missing >= 0),
    seriously_injured int            not null check (seriously_injured >= 0),
    injured           int            not null check (injured >= seriously_injured),
    evacuated         int            not null check (evacuated >= 0),
    loss_yuan         numeric(16, 2) not null check (loss_yuan >= 0),
    area_km2          numeric(12, 3) not null check (area_km2 >= 0),
    sensitive         boolean        not null,
    basis             varchar(2000)  not null check (basis <> ''),
    by                varchar(32)    not null,
    at                timestamptz    not null,
    primary key (case_no, version)
);
comment on table emergency_event_harm is 'The harm as it was known from then on; what was before stands in the row before';

create table emergency_event_grading (
    case_no  varchar(24)   not null references emergency_event,
    version  int           not null,
    by_table varchar(3)    not null check (by_table in ('I', 'II', 'III', 'IV')),
    grade    varchar(3)    not null check (grade in ('I', 'II', 'III', 'IV')),
    reason   varchar(1000) not null check (reason <> '' or grade = by_table),
    by       varchar(32)   not null,
    at       timestamptz   not null,
    primary key (case_no, version)
);
comment on table emergency_event_grading is 'How an event was graded (分级): what the table says, and what was decided, with a reason where it differs';

create table emergency_alarm_news (
    id    bigint generated always as identity primary key,
    alarm bigint      not null,
    grp   bigint      not null,
    what  varchar(10) not null check (what in ('RAISED', 'GRAVER', 'ENDED')),
    level int         not null,
    at    timestamptz not null
);
comment on column emergency_alarm_news.at is 'From when on it is read: later where it failed once';
comment on table emergency_alarm_news is 'What alarms have become and no event knows yet, written in the transaction that judged the reading';

--changeset xieban:emergency-22 splitStatements:false
create function emergency_event_kept() returns trigger language plpgsql as $$
begin
    raise exception 'what was kept of an event is neither changed nor erased';
end $$;
create trigger emergency_event_change_kept before update or delete on emergency_event_change
    for each row execute function emergency_event_kept();
create trigger emergency_event_harm_kept before update or delete on emergency_event_harm
    for each row execute function emergency_event_kept();
create trigger emergency_event_grading_kept before update or delete on emergency_event_grading
    for each row execute function emergency_event_kept();

--changeset xieban:emergency-23
create table emergency_response_proposal (
    case_no         varchar(24)   not null references emergency_event,
    no              int           not null check (no > 0),
    kind            varchar(6)    not null check (kind in ('START', 'CHANGE', 'END')),
    before          varchar(3)    check (before in ('I', 'II', 'III', 'IV')),
    level           varchar(3)    not null check (level in ('I', 'II', 'III', 'IV')),
    hours           int           check (hours > 0),
    measures        varchar(2000) not null,
    reason          varchar(1000) not null check (reason <> ''),
    orders          jsonb         not null,
    version         int           not null default 0,
    state           varchar(9)    not null check (state in ('PROPOSED', 'RETURNED', 'APPROVED')),
    proposed_by     varchar(32)   not null,
    proposed_at     timestamptz   not null,
    advised_by      varchar(32),
    advised_at      timestamptz,
    advice          varchar(1000),
    decided_by      varchar(32),
    decided_at      timestamptz,
    decision        varchar(1000),
    document        bigint        references document,
    document_number varchar(200),
    primary key (case_no, no),
    check ((kind = 'START') = (before is null)),
    check ((kind = 'END') = (hours is null)),
    check (state <> 'APPROVED' or (decided_by is not null and decided_at is not null and document is not null))
);
create unique index emergency_response_proposal_pending on emergency_response_proposal (case_no)
    where state = 'PROPOSED';
comment on table emergency_response_proposal is 'Responses that were proposed, started, changed and ended (响应建议, 启动, 调整, 结束); one at a time waits to be decided';
comment on column emergency_response_proposal.before is 'The level that runs when it is changed or ended';
comment on column emergency_response_proposal.hours is 'How long the response is expected to last (预计期限, 突发事件应对法 72)';
comment on column emergency_response_proposal.orders is 'Draft of the orders that go out when it is approved';

create table emergency_event_review (
    case_no   varchar(24)   primary key references emergency_event,
    cause     varchar(2000) not null,
    course    varchar(2000) not null,
    lessons   varchar(2000) not null,
    measures  varchar(2000) not null,
    rating    varchar(8)    not null check (rating in ('GOOD', 'ADEQUATE', 'POOR')),
    by        varchar(32)   not null,
    at        timestamptz   not null
);
comment on table emergency_event_review is 'What was learned of an event and the response to it (总结评估)';

--changeset xieban:emergency-50
create table situation_report (
    case_no            varchar(24)   primary key references case_file,
    event_case_no      varchar(24)   not null references emergency_event,
    ordinal            int           not null check (ordinal > 0),
    kind               varchar(7)    not null check (kind in ('FIRST', 'FURTHER', 'FINAL')),
    no                 int           not null check ((kind = 'FURTHER') = (no > 0)),
    corrects           varchar(24)   references situation_report,
    drill              boolean       not null,
    reason             varchar(10)   not null
        check (reason in ('VERIFIED', 'GRADE', 'LEVEL', 'PERIOD', 'ORDER', 'CORRECTION', 'ENDED')),
    said               varchar(1000) not null,
    called_at          timestamptz   not null,
    called_by          varchar(32)   not null,
    phone_due_at       timestamptz,
    written_due_at     timestamptz   not null,
    basis              varchar(300)  not null,
    state              varchar(10)   not null
        check (state in ('TELEPHONE', 'DRAFTING', 'SIGNING', 'SENT', 'NOT_NEEDED')),
    phoned_at          timestamptz,
    phoned_by          varchar(32),
    phoned_to          varchar(200),
    phoned_said        varchar(1000),
    phone_noted_at     timestamptz   check (phoned_at <= phone_noted_at),
    phone_late_noted   boolean       not null default false,
    facts              text,
    body               varchar(4000) check (body <> ''),
    drafted_by         varchar(32),
    drafted_at         timestamptz,
    signed_by          varchar(32)   check (signed_by <> drafted_by),
    sent_at            timestamptz,
    document           bigint        references document,
    document_number    varchar(200),
    written_late_noted boolean       not null default false,
    received_at        timestamptz,
    received_from      varchar(200),
    received_said      varchar(1000),
    unique (event_case_no, ordinal),
    check ((corrects is not null) <= (kind = 'FURTHER')),
    check ((phone_due_at is not null) >= (state = 'TELEPHONE')),
    check ((state = 'SENT') = (sent_at is not null and signed_by is not null and document is not null)),
    check ((state in ('SIGNING', 'SENT')) <= (body is not null and facts is not null and drafted_by is not null))
);
create unique index situation_report_once on situation_report (event_case_no, kind)
    where kind in ('FIRST', 'FINAL') and state <> 'NOT_NEEDED';
create index situation_report_newest on situation_report (called_at desc, case_no desc);
create index situation_report_open on situation_report (written_due_at)
    where state in ('TELEPHONE', 'DRAFTING', 'SIGNING');
comment on table situation_report is 'Situation reports (信息报送, 突发事件应对法 17, 61), each a case below that of its event';
comment on column situation_report.corrects is 'The report that a further one corrects: what was sent is never rewritten';
comment on column situation_report.facts is 'What the record knew when it was drafted, beside what was reported';

create table situation_report_merged (
    id        bigint        generated always as identity primary key,
    report    varchar(24)   not null references situation_report,
    reason    varchar(10)   not null,
    said      varchar(1000) not null,
    called_at timestamptz   not null,
    called_by varchar(32)   not null
);
create index situation_report_merged_report on situation_report_merged (report);
comment on table situation_report_merged is 'What else happened while a report was being drafted, and became part of it';

--changeset xieban:emergency-51 splitStatements:false
create function situation_report_kept() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'no report is erased';
    end if;
    if old.state in ('SENT', 'NOT_NEEDED')
            and to_jsonb(new) - '{received_at,received_from,received_said}'::text[]
                is distinct from to_jsonb(old) - '{received_at,received_from,received_said}'::text[] then
        raise exception 'what was reported is not rewritten';
    end if;
    if old.received_at is not null and new.received_at is distinct from old.received_at
            or old.phoned_at is not null and (new.phoned_at, new.phoned_by, new.phoned_to, new.phoned_said)
                is distinct from (old.phoned_at, old.phoned_by, old.phoned_to, old.phoned_said) then
        raise exception 'what was noted of a report is not rewritten';
    end if;
    if (new.called_at, new.reason, new.phone_due_at) is distinct from (old.called_at, old.reason, old.phone_due_at)
            or new.written_due_at > old.written_due_at then
        raise exception 'no term of a report ends later';
    end if;
    return new;
end $$;
create trigger situation_report_kept before update or delete on situation_report
    for each row execute function situation_report_kept();

--changeset xieban:emergency-60
create table emergency_command_post (
    id         bigint      generated always as identity primary key,
    event      varchar(24) not null references emergency_event,
    kind       varchar(20) not null check (kind in ('FIELD_COMMANDER', 'WORKING_GROUP')),
    group_name varchar(40) not null,
    officer    varchar(32) not null,
    named_by   varchar(32) not null,
    named_at   timestamptz not null,
    ended_by   varchar(32),
    ended_at   timestamptz,
    check ((kind = 'WORKING_GROUP') = (group_name <> '')),
    check ((ended_by is null) = (ended_at is null))
);
create unique index emergency_command_post_held on emergency_command_post (event, kind, group_name)
    where ended_at is null;
create index emergency_command_post_of on emergency_command_post (event, id);
comment on table emergency_command_post is 'Who holds which post in the command of an event (现场指挥长, 工作组), and held it';

--changeset xieban:emergency-34
create table emergency_plan_tick (
    case_no varchar(24)  not null references emergency_event,
    item    varchar(40)  not null,
    by_whom varchar(32)  not null,
    at      timestamptz  not null,
    note    varchar(500) not null,
    primary key (case_no, item)
);
comment on table emergency_plan_tick is 'What of a plan''s checklist was done without an order, as somebody ticked it; each tick is on record, taken back or not';

--changeset xieban:emergency-24
create table emergency_event_link (
    id            bigint       generated always as identity primary key,
    event         varchar(24)  not null references emergency_event,
    case_no       varchar(24)  not null references case_file check (case_no <> event),
    reason        varchar(500) not null check (reason <> ''),
    stay_wanted   boolean      not null,
    stay_gone_at  timestamptz  check (stay_gone_at is null or stay_wanted),
    linked_by     varchar(32)  not null,
    linked_at     timestamptz  not null,
    unlink_reason varchar(500) check (unlink_reason <> ''),
    unlinked_by   varchar(32),
    unlinked_at   timestamptz,
    check (num_nonnulls(unlink_reason, unlinked_by, unlinked_at) in (0, 3))
);
create unique index emergency_event_link_open on emergency_event_link (event, case_no) where unlinked_at is null;
create index emergency_event_link_event on emergency_event_link (event, id);
create index emergency_event_link_case on emergency_event_link (case_no);
comment on table emergency_event_link is 'Cases that an event is linked with, and was: inspections, appeals, approvals stayed because of it';
comment on column emergency_event_link.stay_wanted is 'Whether the event is a reason for which the case was to be stayed';
comment on column emergency_event_link.stay_gone_at is 'Since when it is a reason no more';

--changeset xieban:emergency-25 splitStatements:false
create function emergency_event_link_kept() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'no link of an event is erased';
    end if;
    if (new.event, new.case_no, new.reason, new.stay_wanted, new.linked_by, new.linked_at)
            is distinct from (old.event, old.case_no, old.reason, old.stay_wanted, old.linked_by, old.linked_at)
            or old.stay_gone_at is not null and new.stay_gone_at is distinct from old.stay_gone_at
            or old.unlinked_at is not null and (new.unlink_reason, new.unlinked_by, new.unlinked_at)
                is distinct from (old.unlink_reason, old.unlinked_by, old.unlinked_at) then
        raise exception 'what was kept of a link is not rewritten';
    end if;
    return new;
end $$;
create trigger emergency_event_link_kept before update or delete on emergency_event_link
    for each row execute function emergency_event_link_kept();

--changeset xieban:emergency-70
alter table emergency_directive
    add column plan_level varchar(3) check (plan_level in ('I', 'II', 'III', 'IV')),
    add column plan_no    integer check (plan_no > 0),
    add column plan_title varchar(120),
    add check (num_nonnulls(plan_level, plan_no, plan_title) in (0, 3));
comment on column emergency_directive.plan_no is
    'Version of the plan in whose name the product gave it at once (先期处置); null where somebody gave it';

create table emergency_first_directive (
    event      varchar(24) primary key references emergency_event,
    next_at    timestamptz not null,
    done_at    timestamptz,
    given      integer check (given >= 0),
    check ((done_at is null) = (given is null))
);
create index emergency_first_directive_due on emergency_first_directive (next_at) where done_at is null;
comment on table emergency_first_directive is
    'Events that alarms opened, and whether what plans order at once (先期处置) was given in them: once for each';

--changeset xieban:emergency-80
alter table situation_report drop constraint situation_report_reason_check;
alter table situation_report add constraint situation_report_reason check (reason in ('VERIFIED', 'GRADE', 'LEVEL',
    'PERIOD', 'HARM', 'ORDER', 'CORRECTION', 'ENDED', 'DECLINED'));
alter table situation_report
    add reported_dead              int            check (reported_dead >= 0),
    add reported_missing           int            check (reported_missing >= 0),
    add reported_seriously_injured int            check (reported_seriously_injured >= 0),
    add reported_injured           int            check (reported_injured >= reported_seriously_injured),
    add reported_evacuated         int            check (reported_evacuated >= 0),
    add reported_loss_yuan         numeric(16, 2) check (reported_loss_yuan >= 0),
    add reported_area_km2          numeric(12, 3) check (reported_area_km2 >= 0),
    add difference                 varchar(1000)  not null default '',
    add differs                    boolean        not null default false,
    add check (num_nonnulls(reported_dead, reported_missing, reported_seriously_injured, reported_injured,
        reported_evacuated, reported_loss_yuan, reported_area_km2) in (0, 7));
comment on column situation_report.reported_dead is 'The harm as it was reported, beside what the event was known to have done';
comment on column situation_report.difference is 'Why other figures were reported than were known when it was drafted';
comment on column situation_report.differs is 'Whether other figures were reported than were known when it was sent';

--changeset xieban:emergency-71
alter table emergency_instruction
    add column answer_to varchar(40) references emergency_contact,
    add column told      varchar(100) check (told <> '');
comment on column emergency_instruction.answer_to is 'Whom the answer is sent; null where somebody telephones';
comment on column emergency_instruction.told is 'Who took the answer on the telephone';
alter table outreach_message drop constraint outreach_message_kind_check,
    add constraint outreach_message_kind_check check (kind in ('WARNING', 'RESPONSE', 'DIRECTIVE', 'REPORT', 'ANSWER'));

--changeset xieban:emergency-75
create table emergency_contact_alert (
    id         bigint       generated always as identity primary key,
    case_no    varchar(24)  not null references case_file,
    occasion   varchar(16)  not null check (occasion in ('RESPONSE_STARTED', 'LEVEL_CHANGED', 'RESPONSE_ENDED',
        'WARNING_ISSUED', 'WARNING_ADJUSTED', 'WARNING_LIFTED')),
    no         int          not null,
    contact    varchar(40)  not null,
    called     varchar(200) not null,
    drill      boolean      not null,
    delivery   bigint       references outreach_delivery on delete set null,
    told_at    timestamptz  not null,
    reached_by varchar(32),
    reached_at timestamptz,
    said       varchar(200) not null default '',
    unique (case_no, occasion, no, contact),
    check ((reached_by is null) = (reached_at is null)),
    check (not drill or reached_at is null)
);
create index emergency_contact_alert_delivery on emergency_contact_alert (delivery) where delivery is not null;
comment on table emergency_contact_alert is 'Contacts who are told of a response or a warning, once of each decision and version';
comment on column emergency_contact_alert.called is 'Unit and post; the name stays with the contacts';
comment on column emergency_contact_alert.delivery is 'The message to him; null where he has to be telephoned';

--changeset xieban:emergency-76
alter table emergency_resource_assignment
    add column given_key varchar(200) check (given_key <> ''),
    add unique (case_no, resource, given_key);
comment on column emergency_resource_assignment.given_key is 'Of whoever gave it: what is given again under it is not given twice; null of what was given before there were keys';

--changeset xieban:emergency-77
alter table emergency_first_directive add column failures integer not null default 0 check (failures >= 0);
comment on column emergency_first_directive.failures is 'How often it was tried in vain';
