--liquibase formatted sql

--changeset xieban:notice-1
create table notice (
    id        bigint generated always as identity primary key,
    officer   text        not null,
    text_key  text        not null,
    arguments jsonb       not null check (jsonb_typeof(arguments) = 'array'),
    href      text        not null check (href ~ '^/([^/\\]|$)'),
    sent_at   timestamptz not null,
    read_at   timestamptz check (read_at >= sent_at)
);
create index notice_officer on notice (officer, id desc);
create index notice_unread on notice (officer) where read_at is null;
comment on table notice is 'What an officer is to know; one row for each who is told.';
comment on column notice.officer is 'login of the one who is told';
comment on column notice.text_key is 'message key, so that a notice is read in the language its reader has chosen';
comment on column notice.href is 'path within the application where the matter stands; never another site';

--changeset xieban:notice-2
alter table notice add column case_no varchar(24);
comment on column notice.case_no is 'Number of the case that it is about, so that the record of the case says when it was mailed';
