--liquibase formatted sql

--changeset xieban:supervision-1 splitStatements:false
create table ended_activity (
    position bigint      generated always as identity primary key,
    activity varchar(64),
    instance varchar(64),
    check ((activity is null) <> (instance is null))
);
-- it is written and emptied all the time
alter table ended_activity set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
comment on table ended_activity is 'Ends in processes that are not counted yet: noted by the database itself in the transaction in which the engine keeps them, so that each is counted once, whoever ended it';
comment on column ended_activity.activity is 'act_hi_actinst.id_ of a passage through an element';
comment on column ended_activity.instance is 'act_hi_procinst.id_ of a whole process';

create function note_ended_activity() returns trigger language plpgsql as $$
begin
    insert into ended_activity (activity) values (new.id_);
    return null;
end $$;
create function note_ended_instance() returns trigger language plpgsql as $$
begin
    insert into ended_activity (instance) values (new.id_);
    return null;
end $$;
create trigger activity_passed after insert on act_hi_actinst
    for each row when (new.end_time_ is not null) execute function note_ended_activity();
create trigger activity_ended after update on act_hi_actinst
    for each row when (old.end_time_ is null and new.end_time_ is not null) execute function note_ended_activity();
create trigger instance_passed after insert on act_hi_procinst
    for each row when (new.end_time_ is not null) execute function note_ended_instance();
create trigger instance_ended after update on act_hi_procinst
    for each row when (old.end_time_ is null and new.end_time_ is not null) execute function note_ended_instance();
insert into ended_activity (activity) select id_ from act_hi_actinst where end_time_ is not null;
insert into ended_activity (instance) select id_ from act_hi_procinst where end_time_ is not null;

create table heat (
    definition varchar(64)  not null,
    element    varchar(255) not null,
    day        date         not null,
    bucket     smallint     not null check (bucket between -1 and 200),
    passages   bigint       not null,
    spent      bigint       not null,
    waited     bigint       not null,
    overdue    bigint       not null,
    primary key (definition, element, day, bucket) include (passages, spent, waited, overdue)
);
comment on table heat is 'Where time goes in processes (热力图): passages through the elements of each version of a model, by the day on which they ended and by how long they took';
comment on column heat.element is 'Id in the model; the key of the process for whole processes';
comment on column heat.day is 'In the zone of the country';
comment on column heat.bucket is 'How long a passage took: 0 up to a second, then four for each doubling; -1 for what was broken off';
comment on column heat.spent is 'Milliseconds, all passages together';
comment on column heat.waited is 'Of these, until somebody had taken the task';
comment on column heat.overdue is 'Passages that ended after they were due';

--changeset xieban:supervision-2
alter table work_item add column taken_at timestamptz;
comment on column work_item.taken_at is 'When somebody first had it; null where nobody has had it, or when is not known';
create index clock_late on clock (yellow_at) include (due_at, case_no, department) where ended_at is null and not paused;
comment on index clock_late is 'Overdue and soon due cases, also by the terms of their steps';
create index case_file_open on case_file (number) include (item_code, process_key, lead_department) where closed_at is null;
comment on index case_file_open is 'What the overdue ones among the open cases are filtered by, without reading cases of years';

--changeset xieban:supervision-3
alter table work_urge
    add column told        text[]       not null default '{}',
    add column answered_by varchar(32),
    add column answered_at timestamptz  check (answered_at >= urged_at),
    add column answer      varchar(500) check (answer <> ''),
    add constraint work_urge_answered check ((answered_at is null) = (answered_by is null) and (answered_at is null) = (answer is null));
alter table work_urge alter column told drop default;
comment on column work_urge.told is 'Logins of those who were told';
comment on column work_urge.answer is 'What the handler says to it, in a word';

--changeset xieban:supervision-4
create table heat_month (
    definition varchar(64)  not null,
    element    varchar(255) not null,
    month      date         not null check (extract(day from month) = 1),
    bucket     smallint     not null,
    passages   bigint       not null,
    spent      bigint       not null,
    waited     bigint       not null,
    overdue    bigint       not null,
    primary key (definition, element, month, bucket) include (passages, spent, waited, overdue)
);
insert into heat_month (definition, element, month, bucket, passages, spent, waited, overdue)
select definition, element, date_trunc('month', day), bucket, sum(passages), sum(spent), sum(waited), sum(overdue)
  from heat group by 1, 2, 3, 4;
comment on table heat_month is 'The same as heat by whole months, counted in the same transaction: years are summed from these, and from days only what is left over';
comment on column heat_month.month is 'Its first day';

--changeset xieban:supervision-5
-- a few days are read without all the others of the same elements
alter table heat drop constraint heat_pkey;
alter table heat add primary key (definition, day, element, bucket) include (passages, spent, waited, overdue);

--changeset xieban:supervision-6
-- also what they are sorted by
drop index case_file_open;
create index case_file_open on case_file (number) include (item_code, item_name, process_key, lead_department) where closed_at is null;
comment on index case_file_open is 'What the overdue ones among the open cases are filtered and sorted by, without reading cases of years';

--changeset xieban:supervision-7
-- also the tasks whose terms are over, without reading clocks of years
drop index clock_late;
create index clock_late on clock (yellow_at) include (due_at, case_no, department, task_id) where ended_at is null and not paused;
comment on index clock_late is 'Overdue and soon due cases and tasks, also by the terms of their steps';
