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

--changeset xieban:inspection-10
alter table inspection_item add unannounced boolean not null default false;
alter table inspection_item add points text[] not null default '{}';
comment on column inspection_item.unannounced is 'Whoever is inspected is not told before; a visit with one such item is not announced at all';
comment on column inspection_item.points is 'What is looked at on site, one by one (检查要点)';

alter table visit add lead varchar(20);
alter table visit add concluded_at timestamptz;
alter table visit add summary varchar(2000);
alter table visit add constraint visit_led check (case_no is null or lead is not null);
alter table visit add constraint visit_concluded check (concluded_at is null or state = 'DONE');
comment on column visit.lead is 'Department that rolls up what all have found; null as long as it has not begun';
create index visit_under_way on visit (id) where state = 'UNDER_WAY';

alter table visit_department add submitted_at timestamptz;
alter table visit_department add submitted_by varchar(32);
comment on column visit_department.submitted_at is 'When it had done its part; null before';
create index visit_department_inspectors on visit_department using gin (inspectors);

create table visit_batch (
    id           bigint      generated always as identity primary key,
    task         varchar(24) not null references case_file,
    requested_by varchar(32) not null,
    requested_at timestamptz not null,
    ended_at     timestamptz,
    begun        int         not null default 0,
    failed       int         not null default 0
);
create unique index visit_batch_open on visit_batch (task) where ended_at is null;
comment on table visit_batch is 'Planned visits of a task that the product begins one by one';

create table visit_door (
    credit_code varchar(18) collate "C" primary key references inspection_object,
    code        varchar(12) collate "C" not null unique,
    made_at     timestamptz not null
);
comment on table visit_door is 'What is written at the door of an object, as a QR code too (扫码入企): whoever can say it has been there';

create table visit_entry (
    id          uuid        primary key,
    visit       bigint      not null references visit,
    kind        varchar(10) not null check (kind in ('ARRIVAL', 'RESULT', 'PHOTO', 'SIGNATURE')),
    department  varchar(20) not null,
    officer     varchar(32) not null,
    sha256      char(64)    not null,
    made_at     timestamptz not null,
    received_at timestamptz not null,
    foreign key (visit, department) references visit_department
);
create index visit_entry_visit on visit_entry (visit);
comment on table visit_entry is 'What was sent from on site, each once: the phone names it, and sends it again until it is answered';
comment on column visit_entry.sha256 is 'Of what was sent under that name';
comment on column visit_entry.made_at is 'By the clock of the phone';

create table visit_arrival (
    entry      uuid         primary key references visit_entry,
    visit      bigint       not null references visit,
    department varchar(20)  not null,
    login      varchar(32)  not null,
    how        varchar(8)   not null check (how in ('SCANNED', 'TYPED', 'NO_CODE')),
    reason     varchar(500),
    check ((how = 'NO_CODE') = (reason is not null)),
    unique (visit, login)
);
comment on table visit_arrival is 'Who came to the object, registered by the code at its door (扫码入企)';

create table visit_result (
    visit      bigint        not null references visit,
    item       varchar(40)   collate "C" not null,
    department varchar(20)   not null,
    kind       varchar(30)   not null,
    finding    varchar(2000) not null,
    points     jsonb         not null,
    officer    varchar(32)   not null,
    at         timestamptz   not null,
    entry      uuid          not null references visit_entry,
    primary key (visit, item),
    foreign key (visit, item) references visit_item
);
comment on table visit_result is 'What was found, item by item; until the department has done its part it may say otherwise';
comment on column visit_result.kind is 'As it is published (企业公示信息抽查暂行办法)';
comment on column visit_result.points is 'What was looked at, one by one: PASS, FAIL or NOT_APPLICABLE';

create table visit_photo (
    entry      uuid         primary key references visit_entry,
    visit      bigint       not null references visit,
    department varchar(20)  not null,
    item       varchar(40)  collate "C",
    sha256     char(64)     not null,
    type       varchar(8)   not null,
    size       bigint       not null,
    taken_at   timestamptz  not null,
    officer    varchar(32)  not null,
    caption    varchar(200) not null,
    foreign key (visit, item) references visit_item
);
create index visit_photo_visit on visit_photo (visit);
comment on table visit_photo is 'Photographs taken on site; their contents are kept where materials are';

create table visit_signature (
    entry      uuid         primary key references visit_entry,
    visit      bigint       not null references visit,
    department varchar(20)  not null,
    party      varchar(9)   not null check (party in ('INSPECTOR', 'OBJECT')),
    login      varchar(32),
    name       varchar(50)  not null,
    outcome    varchar(7)   not null check (outcome in ('SIGNED', 'REFUSED', 'ABSENT')),
    image      char(64),
    witness    varchar(100) not null,
    video      varchar(100) not null,
    covers     char(64)     not null,
    at         timestamptz  not null,
    check ((party = 'INSPECTOR') = (login is not null)),
    check (party = 'OBJECT' or outcome = 'SIGNED'),
    check (case outcome when 'SIGNED' then image is not null else witness <> '' or video <> '' end)
);
create index visit_signature_visit on visit_signature (visit, department);
comment on table visit_signature is 'Who signed what a department found, or would not: then with witness or video (行政处罚法 47)';
comment on column visit_signature.covers is 'SHA-256 of the results as they were when it was signed: what is changed after is signed anew';
comment on column visit_signature.video is 'Under which number the recording of the body camera is kept';

create table visit_inspector_change (
    id         bigint       generated always as identity primary key,
    visit      bigint       not null references visit,
    department varchar(20)  not null,
    left_out   varchar(32)  not null,
    sent       varchar(32)  not null,
    reason     varchar(500) not null,
    officer    varchar(32)  not null,
    at         timestamptz  not null,
    foreign key (visit, department) references visit_department
);
create index visit_inspector_change_visit on visit_inspector_change (visit);
comment on table visit_inspector_change is 'Inspectors who go instead of those who were drawn, and why';

--changeset xieban:inspection-30
create table inspection_task (
    case_no         varchar(24)  primary key references case_file,
    kind            varchar(12)  not null check (kind in ('CAMPAIGN', 'COMPLAINT', 'TRANSFERRED')),
    title           varchar(120) not null,
    lead            varchar(20)  not null,
    departments     text[]       not null check (lead = any (departments)),
    items           text[]       not null check (items <> '{}'),
    source          varchar(200) not null,
    source_no       varchar(60)  not null,
    alleged         varchar(2000) not null check (kind = 'CAMPAIGN' or alleged <> ''),
    informant       varchar(60)  not null,
    phone           varchar(60)  not null,
    inspectors_each int          not null check (inspectors_each >= 2),
    named           text[]       not null,
    begins          date         not null,
    ends            date         not null check (ends >= begins),
    why             varchar(1000) not null,
    beyond_cap      varchar(1000) not null,
    state           varchar(10)  not null check (state in ('OPEN', 'RETURNED', 'REJECTED', 'WITHDRAWN', 'PLANNED')),
    proposed_by     varchar(32)  not null,
    proposed_at     timestamptz  not null
);
create index inspection_task_newest on inspection_task (proposed_at desc, case_no desc);
comment on table inspection_task is 'Visits asked for beside the plans (专项、举报、转办), each approved as a case';
comment on column inspection_task.informant is 'Covered before it gets here; whole it is with the source, under its number (举报人信息保密)';
comment on column inspection_task.phone is 'Covered, like the name';
comment on column inspection_task.alleged is 'What is said to be wrong; numbers of persons in it are covered';
comment on column inspection_task.beyond_cap is 'Why it must be although an object has been visited as often as it may this year';

create table inspection_task_object (
    task        varchar(24) not null references inspection_task,
    credit_code varchar(18) collate "C" not null references inspection_object,
    primary key (task, credit_code)
);
comment on table inspection_task_object is 'Whom a task visits, as chosen when it was asked for';

--changeset xieban:inspection-31
create table inspection_publication (
    case_no     varchar(24)  not null references case_file,
    version     int          not null check (version > 0),
    withdrawn   boolean      not null,
    latest      boolean      not null,
    content     text         not null,
    sha256      char(64)     not null,
    reason      varchar(500) not null check (version = 1 or reason <> ''),
    lead        varchar(20)  not null,
    credit_code varchar(18)  collate "C" not null references inspection_object,
    visited_on  date         not null,
    items       text[]       not null,
    departments text[]       not null,
    results     text[]       not null,
    searched    text         not null,
    grams       text[]       not null,
    at          timestamptz  not null,
    primary key (case_no, version)
);
create unique index inspection_publication_latest on inspection_publication (case_no) where latest;
create index inspection_publication_newest on inspection_publication (visited_on desc, case_no desc) where latest;
create index inspection_publication_code on inspection_publication (credit_code text_pattern_ops) where latest;
create index inspection_publication_words on inspection_publication using gin (grams) where latest;
create index inspection_publication_kinds on inspection_publication using gin (results, items, departments) where latest;
comment on table inspection_publication is 'Published results of visits (检查结果公示), version by version: none is ever erased';
comment on column inspection_publication.case_no is 'Of the visit';
comment on column inspection_publication.content is 'JSON as it was published and hashed; the hash stands in the public log';
comment on column inspection_publication.withdrawn is 'The public is told no more than that the results are withdrawn, and why';

create function keep_publication() returns trigger language plpgsql as '
begin
    if tg_op = ''DELETE'' or (new.case_no, new.version, new.withdrawn, new.content, new.sha256, new.reason, new.at)
        is distinct from (old.case_no, old.version, old.withdrawn, old.content, old.sha256, old.reason, old.at) then
        raise exception ''what was published stays'';
    end if;
    return new;
end';
create trigger inspection_publication_stays before update or delete on inspection_publication
    for each row execute function keep_publication();

create table inspection_publication_change (
    case_no     varchar(24)  primary key references case_file,
    number      varchar(24)  not null,
    version     int          not null,
    withdraws   boolean      not null,
    results     jsonb        not null,
    reason      varchar(500) not null,
    proposed_by varchar(32)  not null,
    open        boolean      not null,
    foreign key (number, version) references inspection_publication
);
create unique index inspection_publication_change_once on inspection_publication_change (number) where open;
comment on table inspection_publication_change is 'Corrections and withdrawals that were asked for; one of a visit at a time';
comment on column inspection_publication_change.version is 'The one that it changes';

--changeset xieban:inspection-32
alter table draw drop constraint draw_state_check;
alter table draw add constraint draw_state_check
    check (state in ('FREEZING', 'PREPARED', 'ANNOUNCED', 'BEGUN', 'DRAWN', 'VOID', 'CALLED_OFF', 'FAILED'));
alter table draw add stage varchar(10) check (stage in ('OBJECTS', 'RULES', 'RECORD'));
alter table draw add why varchar(1000);
drop index draw_once;
create unique index draw_once on draw (plan) where state not in ('VOID', 'CALLED_OFF', 'FAILED');
drop index draw_open;
create index draw_open on draw (prepared_at) where state in ('FREEZING', 'PREPARED', 'ANNOUNCED', 'BEGUN');
drop index draw_published;
create index draw_published on draw (announced_at desc, id desc) where announced_at is not null;
comment on table draw is 'Draws of plans (随机抽取): a plan has one, but for those that are void, were called off or could not be prepared';
comment on column draw.stage is 'What is frozen now';
comment on column draw.why is 'Why it was called off, which is public, or could not be prepared';

--changeset xieban:inspection-20
create table penalty_case (
    case_no        varchar(24)   primary key references case_file,
    department     varchar(20)   not null,
    credit_code    varchar(18)   collate "C" not null references inspection_object,
    procedure      varchar(8)    not null check (procedure in ('ORDINARY', 'SHORT')),
    source         varchar(13)   not null check (source in ('DISCOVERED', 'VISIT', 'RECTIFICATION', 'COMPLAINT', 'TRANSFERRED')),
    origin         varchar(24)   references case_file,
    finding        varchar(200)  not null,
    violation      varchar(4000) not null,
    legal_basis    varchar(2000) not null,
    found_on       date          not null,
    officers       text[]        not null,
    stage          varchar(13)   not null check (stage in ('PROPOSED', 'NOT_FILED', 'WITHDRAWN', 'INVESTIGATION',
        'HANDED_OVER', 'TRANSFERRED', 'NOTIFIED', 'DECIDED', 'NOT_PUNISHED', 'DROPPED', 'CLOSED')),
    notice_kinds   text[],
    notice_fine    numeric(14, 2),
    notice_hearing boolean,
    notice_issued  date,
    notice_served  date,
    notice_until   date,
    notice_waived  boolean,
    hearing_on     date,
    kinds          text[],
    fine           numeric(14, 2),
    published      boolean,
    decided_on     date,
    served_on      date,
    pay_until      date,
    demanded_on    date,
    paid           numeric(14, 2) not null default 0 check (paid >= 0 and paid <= coalesce(fine, 0)),
    proposed_by    varchar(32)   not null,
    proposed_at    timestamptz   not null
);
create unique index penalty_finding on penalty_case (finding) where stage not in ('NOT_FILED', 'WITHDRAWN');
create index penalty_newest on penalty_case (proposed_at desc, case_no desc);
create index penalty_department on penalty_case (department, proposed_at desc, case_no desc);
create index penalty_object on penalty_case (credit_code, proposed_at desc);
create index penalty_origin on penalty_case (origin) where origin is not null;
comment on table penalty_case is 'Penalty cases (处罚案件), so far as rules need them; what was entered are facts of the case';
comment on column penalty_case.finding is 'What it is about: nobody is punished twice for it (行政处罚法 29)';
comment on column penalty_case.notice_until is 'Last day to state, to defend oneself, to ask for a hearing (行政处罚法 64)';
comment on column penalty_case.fine is 'With what is confiscated, in yuan';

create table penalty_payment (
    id            bigint         generated always as identity primary key,
    case_no       varchar(24)    not null references penalty_case,
    department    varchar(20)    not null,
    receipt       varchar(60)    not null,
    amount        numeric(14, 2) not null check (amount >= 0),
    paid_on       date           not null,
    registered_by varchar(32)    not null,
    unique (department, receipt)
);
create index penalty_payment_case on penalty_payment (case_no, id);
comment on table penalty_payment is 'What was paid of penalties; a receipt counts once';

--changeset xieban:inspection-21
create table rectification (
    case_no     varchar(24)   primary key references case_file,
    visit_case  varchar(24)   not null references case_file,
    department  varchar(20)   not null,
    credit_code varchar(18)   collate "C" not null references inspection_object,
    items       text[]        not null check (items <> '{}'),
    finding     text          not null,
    officers    text[]        not null,
    ordered_on  date,
    rectify_by  date,
    warned      boolean       not null,
    state       varchar(8)    not null check (state in ('OPEN', 'DONE', 'PENALTY', 'STRICTER', 'ENDED'))
);
create index rectification_visit on rectification (visit_case, department);
create index rectification_object on rectification (credit_code);
comment on table rectification is 'What is to be put right after visits (责令改正, 行政处罚法 28), a case of each department';

--changeset xieban:inspection-22
create table credit_change (
    id          bigint        generated always as identity primary key,
    credit_code varchar(18)   collate "C" not null references inspection_object,
    before      char(1)       not null check (before in ('A', 'B', 'C', 'D')),
    after       char(1)       not null check (after in ('A', 'B', 'C', 'D') and after <> before),
    event       varchar(20)   not null,
    reason      varchar(2000) not null check (reason <> ''),
    case_no     varchar(24)   not null references case_file,
    at          timestamptz   not null
);
create index credit_change_object on credit_change (credit_code, id desc);
comment on table credit_change is 'Changes of credit classes (信用风险分类); none is ever erased';

create table credit_request (
    case_no      varchar(24) primary key references case_file,
    credit_code  varchar(18) collate "C" not null references inspection_object,
    kind         varchar(6)  not null check (kind in ('APPEAL', 'REPAIR')),
    change       bigint      references credit_change check (kind = 'REPAIR' or change is not null),
    requested_by varchar(32) not null,
    open         boolean     not null
);
create unique index credit_request_once on credit_request (credit_code) where open;
comment on table credit_request is 'What objects say to their classes: appeals (异议) and repairs (信用修复)';

--changeset xieban:inspection-33
alter table register_import add state varchar(8) not null default 'DONE' check (state in ('RUNNING', 'DONE', 'BROKEN'));
alter table register_import add touched_at timestamptz;
comment on column register_import.state is 'RUNNING while rows are taken; BROKEN where the table could not be read to its end';
comment on column register_import.touched_at is 'When the last batch was taken';

--changeset xieban:inspection-34
alter table penalty_case add confiscated numeric(14, 2) not null default 0;
alter table penalty_case add additional_fine numeric(14, 2) not null default 0;
alter table penalty_case drop constraint penalty_case_check;
alter table penalty_case add constraint penalty_amounts check (
    confiscated between 0 and coalesce(fine, 0)
    and additional_fine between 0 and coalesce(fine, 0) - confiscated
    and paid between 0 and coalesce(fine, 0) + additional_fine);
comment on column penalty_case.confiscated is 'Part of the fine that is confiscated: to it nothing is added (行政处罚法 72)';
comment on column penalty_case.additional_fine is 'For paying late, never more than the fine (行政处罚法 72)';

--changeset xieban:inspection-35
alter table penalty_case alter credit_code drop not null;
create table penalty_person (
    case_no        varchar(24) primary key references penalty_case,
    name           varchar(60) not null,
    citizen_number varchar(18) not null
);
comment on table penalty_person is 'Individuals whom penalty cases are about; shown masked, and nowhere else';
comment on column penalty_case.credit_code is 'Of an organisation; null where the case is about an individual';

--changeset xieban:inspection-36
create table penalty_disclosure (
    case_no      varchar(24)   primary key references penalty_case,
    department   varchar(20)   not null,
    number       varchar(60)   not null,
    party        varchar(200)  not null,
    credit_code  varchar(18)   collate "C",
    violation    varchar(2000) not null,
    basis        varchar(4000) not null,
    penalty      varchar(500)  not null,
    decided_on   date          not null,
    at           timestamptz   not null,
    ground       varchar(10)   check (ground in ('CHANGED', 'REVOKED', 'UNLAWFUL', 'VOID')),
    reason       varchar(500),
    withdrawn_at timestamptz,
    check ((withdrawn_at is null) = (ground is null) and (withdrawn_at is null) = (reason is null))
);
create index penalty_disclosure_newest on penalty_disclosure (decided_on desc, case_no desc);
comment on table penalty_disclosure is 'Decisions on penalties that everybody may read (行政处罚法 48): none is ever erased';
comment on column penalty_disclosure.party is 'Of an individual masked, and his number is not here';
comment on column penalty_disclosure.withdrawn_at is 'Since then the public is told no more than that it is withdrawn, and why';

create function keep_disclosure() returns trigger language plpgsql as '
begin
    if tg_op = ''DELETE'' or old.withdrawn_at is not null
        or (new.case_no, new.department, new.number, new.party, new.credit_code, new.violation, new.basis, new.penalty,
            new.decided_on, new.at)
        is distinct from (old.case_no, old.department, old.number, old.party, old.credit_code, old.violation, old.basis,
            old.penalty, old.decided_on, old.at) then
        raise exception ''what was published stays'';
    end if;
    return new;
end';
create trigger penalty_disclosure_stays before update or delete on penalty_disclosure
    for each row execute function keep_disclosure();

create table penalty_withdrawal (
    case_no  varchar(24)  primary key references case_file,
    penalty  varchar(24)  not null unique references penalty_disclosure,
    ground   varchar(10)  not null check (ground in ('CHANGED', 'REVOKED', 'UNLAWFUL', 'VOID')),
    told_on  date         not null,
    document varchar(200) not null,
    reason   varchar(500) not null,
    told_by  varchar(32)  not null
);
comment on table penalty_withdrawal is 'Withdrawals of public decisions, each a case with a term of three working days (行政处罚法 48, 85)';
comment on column penalty_withdrawal.told_on is 'When the decision was changed, revoked, or found unlawful or void: from then the term runs';
comment on column penalty_withdrawal.document is 'What says so: who, and its number';

--changeset xieban:inspection-37
alter index inspection_object_words set (fastupdate = on);
comment on index inspection_object_words is 'New entries wait in a list of 4 MB at most, which searches read too; without it each new row costs the database three times as much';

--changeset xieban:inspection-38
alter table credit_change drop constraint credit_change_check;
alter table credit_change add check (after in ('A', 'B', 'C', 'D'));
alter table credit_change add annulled boolean not null default false;
update credit_change c set annulled = true
  from credit_request r join credit_change granted on granted.case_no = r.case_no and granted.event = 'APPEAL'
 where c.id = r.change;
comment on table credit_change is 'What happened to objects and what it made of their credit classes (信用风险分类), which may be the same; none is ever erased';
comment on column credit_change.annulled is 'What it rests on has fallen away: an appeal was right, or the penalty was revoked';
