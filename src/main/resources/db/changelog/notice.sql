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

--changeset xieban:notice-3
create table notice_mail (
    id           bigint      generated always as identity primary key,
    officer      text        not null,
    created_at   timestamptz not null,
    next_try_at  timestamptz,
    attempts     integer     not null default 0,
    delivered_at timestamptz,
    failure      text,
    check (delivered_at is null or next_try_at is null)
);
create index notice_mail_next on notice_mail (next_try_at, id) where next_try_at is not null;
comment on table notice_mail is 'Digests by mail: one for an officer and a day, tried until the mail server has taken it';
comment on column notice_mail.next_try_at is 'Null once it was delivered, or nobody is left to deliver it to; while it is being sent, when another node may try';

alter table notice
    add column mail_due_at timestamptz,
    add column mail        bigint references notice_mail check (mail is null or mail_due_at is null);
create index notice_mail_due on notice (mail_due_at) where mail_due_at is not null;
create index notice_of_mail on notice (mail) where mail is not null;
comment on column notice.mail_due_at is 'When it goes into the digest of its reader; null where it is not mailed, or was';

create table notice_digest (
    officer text     primary key,
    hour    smallint not null check (hour between 0 and 23)
);
comment on table notice_digest is 'The hour of the day at which an officer wants his digest; who has not chosen gets it at the usual one';
