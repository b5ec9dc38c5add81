--liquibase formatted sql

--changeset xieban:engine-1
create table form_submission (
    id           bigint generated always as identity primary key,
    case_no      varchar(24)  not null,
    process_key  varchar(255) not null,
    step         varchar(255) not null,
    task_id      varchar(64)  not null,
    form_id      varchar(255) not null,
    form_version int          not null,
    content      jsonb        not null,
    submitted_by varchar(64),
    submitted_at timestamptz  not null
);
comment on table form_submission is 'What officers entered on tasks, also from Tasklist; the engine itself keeps routing facts only.';
create index form_submission_case on form_submission (case_no, id);

--changeset xieban:engine-due-dates
-- a task is changed several times while it is open, as when it is taken or its due date moves: with room beside it, the
-- change touches none of the table's twelve indexes
alter table act_ru_task set (fillfactor = 60);
alter table act_hi_taskinst set (fillfactor = 80);

--changeset xieban:engine-subtasks
-- the engine asks at the end of every task for its subtasks, which no model here has: without an index it reads all open
-- tasks of the city for that
create index act_ru_task_parent on act_ru_task (parent_task_id_) where parent_task_id_ is not null;
