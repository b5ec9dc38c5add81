--liquibase formatted sql

--changeset xieban:worklist-1
create table work_item (
    task_id          varchar(64)  primary key,
    case_no          varchar(24)  not null references case_file,
    title            varchar(400) not null,
    item_code        varchar(64)  not null,
    item_name        varchar(200) not null,
    applicant        varchar(260) not null,
    process_key      varchar(255) not null,
    step             varchar(255) not null,
    step_name        varchar(400) not null,
    candidate_groups text[]       not null,
    candidates       text[]       not null,
    departments      text[]       not null,
    assignee         varchar(32),
    opened_at        timestamptz  not null,
    opened_by        varchar(32),
    due_at           timestamptz,
    due_order        timestamptz  not null generated always as (coalesce(due_at, timestamptz 'infinity')) stored,
    priority         int          not null,
    suspended        boolean      not null,
    closed_at        timestamptz,
    closed_by        varchar(32)  check (closed_by is null or closed_at is not null),
    completed        boolean      not null check (not completed or closed_at is not null)
);
create index work_item_mine on work_item (assignee, due_order, task_id) where closed_at is null;
create index work_item_groups on work_item using gin (candidate_groups)
    where closed_at is null and assignee is null;
create index work_item_departments on work_item using gin (departments) where closed_at is null;
create index work_item_done on work_item (closed_by, closed_at desc, task_id desc) where completed;
create index work_item_case on work_item (case_no, opened_at);
comment on table work_item is 'Tasks as work lists show them (待办): one row for each user task of a case, written in the transaction in which the engine changes it; closed ones stay as what was done';
comment on column work_item.applicant is 'Masked, as everybody sees him who may see the case';
comment on column work_item.departments is 'Whose officers were offered the task or hold it, the one it falls to first';
comment on column work_item.opened_by is 'Whose act led to it: it came from him (来自); null where the case was registered by nobody known';
comment on column work_item.due_order is 'What lists are sorted by: without a term comes last';
comment on column work_item.completed is 'False while it is open, and where it was withdrawn before anybody did it';

--changeset xieban:worklist-2
alter table work_item add column lamp varchar(6) check (lamp in ('GREEN', 'YELLOW', 'RED', 'PAUSED'));
update work_item w
   set lamp = coalesce((select c.lamp from clock c where c.task_id = w.task_id), 'GREEN')
 where w.closed_at is null and w.due_at is not null;
comment on column work_item.lamp is 'Of the clock of its step; null without a term, and once it is closed';

--changeset xieban:worklist-phrase-1
create table opinion_phrase (
    id      bigint       generated always as identity primary key,
    officer varchar(32)  not null,
    text    varchar(500) not null check (text <> ''),
    used    int          not null default 0,
    unique (officer, text)
);
comment on table opinion_phrase is 'What an officer writes often (常用语), to be put into the opinions of his forms; his own alone';
comment on column opinion_phrase.officer is 'Login';
comment on column opinion_phrase.used is 'How often he has put it in: what he uses most stands first';

--changeset xieban:worklist-3
-- what a group may take is also what an officer is named for, which an index of groups alone never finds
drop index work_item_groups;
create index work_item_open on work_item (due_order, task_id) where closed_at is null;

--changeset xieban:worklist-operations-1
alter table work_item add column delegated_by varchar(32);
comment on column work_item.delegated_by is 'Who lets the assignee do it for him (委托办理) and gets it back; null unless it is so';
create table case_watch (
    officer varchar(32) not null,
    case_no varchar(24) not null references case_file,
    since   timestamptz not null,
    primary key (officer, case_no)
);
comment on table case_watch is 'Cases whose open tasks an officer wants to see (关注); his own alone. It grants nothing that he may not see anyway';
create table work_copy (
    officer varchar(32)  not null,
    task_id varchar(64)  not null references work_item on delete cascade,
    sent_by varchar(32)  not null,
    note    varchar(500) not null,
    sent_at timestamptz  not null,
    read_at timestamptz  check (read_at >= sent_at),
    primary key (officer, task_id)
);
comment on table work_copy is 'Tasks sent to officers to be read (抄送, 待阅); sent again, it is to be read again';
create table work_urge (
    id       bigint       generated always as identity primary key,
    task_id  varchar(64)  not null references work_item on delete cascade,
    urged_by varchar(32)  not null,
    urged_at timestamptz  not null,
    note     varchar(500) not null
);
create index work_urge_last on work_urge (task_id, urged_by, urged_at);
comment on table work_urge is 'Who urged whoever has a task, or may take it, to do it (催办)';

--changeset xieban:worklist-filter-1
create table task_filter (
    id          bigint       generated always as identity primary key,
    owner       varchar(32)  not null,
    department  varchar(64)  not null,
    name        varchar(40)  not null check (name <> ''),
    shared      boolean      not null,
    queue       varchar(16)  not null,
    lamp        varchar(6),
    item        varchar(255),
    step        varchar(255),
    applicant   varchar(100),
    opened_from date,
    opened_to   date,
    query       varchar(100),
    sort        varchar(16)  not null,
    deleted_at  timestamptz
);
create unique index task_filter_name on task_filter (owner, name) where deleted_at is null;
create index task_filter_department on task_filter (department) where shared and deleted_at is null;
comment on table task_filter is 'Filters of work lists under a name (已存筛选): what is looked for, never what was found';
comment on column task_filter.department is 'That for which the owner acted; its officers use what is shared';
comment on column task_filter.deleted_at is 'It can be taken back for a day';

--changeset xieban:worklist-export-1
create table task_export (
    id         uuid        primary key,
    officer    varchar(32) not null,
    department varchar(64) not null,
    format     varchar(8)  not null check (format in ('CSV', 'XLSX')),
    state      varchar(8)  not null check (state in ('RUNNING', 'DONE', 'FAILED')),
    rows       bigint      not null,
    written    bigint      not null default 0,
    started_at timestamptz not null,
    heard_at   timestamptz not null,
    expires_at timestamptz not null
);
create index task_export_expires on task_export (expires_at);
create table task_export_part (
    export  uuid  not null references task_export on delete cascade,
    part    int   not null,
    content bytea not null,
    primary key (export, part)
);
comment on table task_export is 'Exported lists while their files are made and until they expire; each is its officer''s alone, for the post that he acted for';
comment on column task_export.heard_at is 'When whoever makes it last said how far it is: silent for minutes, it was broken off with its node';

--changeset xieban:worklist-lists-1 splitStatements:false
create table work_item_list (
    list      text         not null,
    due_order timestamptz  not null,
    task_id   varchar(64)  not null,
    lamp      varchar(6),
    item_code varchar(64)  not null,
    step      varchar(255) not null,
    primary key (list, due_order, task_id) include (lamp, item_code, step)
);
create index work_item_list_task on work_item_list (task_id);
-- it is small and changes with every task: what is counted is found without looking at the rows as long as it is tidy
alter table work_item_list set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
comment on table work_item_list is 'In which lists open tasks stand: kept by the database itself with each change of work_item, for a page of a list, and how many there are, to be found in its index alone';
comment on column work_item_list.list is '"mine" and a login; while nobody has the task "group" and a group, "named" and a login; "department" and its code';
comment on column work_item_list.lamp is 'As it is shown: PAUSED also while an administrator has suspended the process';

create function work_item_lists(assignee text, candidate_groups text[], candidates text[], departments text[])
    returns table (list text) language sql immutable as $$
    select 'mine ' || assignee where assignee is not null
    union select 'group ' || g from unnest(candidate_groups) g where assignee is null
    union select 'named ' || c from unnest(candidates) c where assignee is null
    union select 'department ' || d from unnest(departments) d
$$;

create function work_item_list_opened() returns trigger language plpgsql as $$
begin
    insert into work_item_list (list, due_order, task_id, lamp, item_code, step)
    select l.list, n.due_order, n.task_id, case when n.suspended then 'PAUSED' else n.lamp end, n.item_code, n.step
      from new_rows n, work_item_lists(n.assignee, n.candidate_groups, n.candidates, n.departments) l
     where n.closed_at is null;
    return null;
end $$;

create function work_item_list_changed() returns trigger language plpgsql as $$
begin
    delete from work_item_list l
     using old_rows o left join new_rows n on n.task_id = o.task_id
     where l.task_id = o.task_id
       and (o.closed_at, o.due_order, o.assignee, o.candidate_groups, o.candidates, o.departments, o.suspended, o.lamp, o.item_code, o.step)
           is distinct from
           (n.closed_at, n.due_order, n.assignee, n.candidate_groups, n.candidates, n.departments, n.suspended, n.lamp, n.item_code, n.step);
    insert into work_item_list (list, due_order, task_id, lamp, item_code, step)
    select l.list, n.due_order, n.task_id, case when n.suspended then 'PAUSED' else n.lamp end, n.item_code, n.step
      from new_rows n left join old_rows o on o.task_id = n.task_id,
           work_item_lists(n.assignee, n.candidate_groups, n.candidates, n.departments) l
     where n.closed_at is null
       and (o.closed_at, o.due_order, o.assignee, o.candidate_groups, o.candidates, o.departments, o.suspended, o.lamp, o.item_code, o.step)
           is distinct from
           (n.closed_at, n.due_order, n.assignee, n.candidate_groups, n.candidates, n.departments, n.suspended, n.lamp, n.item_code, n.step);
    return null;
end $$;

create function work_item_list_gone() returns trigger language plpgsql as $$
begin
    delete from work_item_list l using old_rows o where l.task_id = o.task_id;
    return null;
end $$;

create trigger work_item_opened after insert on work_item referencing new table as new_rows
    for each statement execute function work_item_list_opened();
create trigger work_item_changed after update on work_item referencing old table as old_rows new table as new_rows
    for each statement execute function work_item_list_changed();
create trigger work_item_gone after delete on work_item referencing old table as old_rows
    for each statement execute function work_item_list_gone();

insert into work_item_list (list, due_order, task_id, lamp, item_code, step)
select l.list, n.due_order, n.task_id, case when n.suspended then 'PAUSED' else n.lamp end, n.item_code, n.step
  from work_item n, work_item_lists(n.assignee, n.candidate_groups, n.candidates, n.departments) l
 where n.closed_at is null;
drop index work_item_departments;

--changeset xieban:worklist-words-1
alter table work_item disable trigger work_item_changed;
alter table work_item add column searched text not null default '';
update work_item w set searched = (select c.searched from case_file c where c.number = w.case_no);
alter table work_item alter column searched drop default;
alter table work_item enable trigger work_item_changed;
comment on column work_item.searched is 'Of its case, which never changes it: a list is searched without asking for the cases of its tasks';
