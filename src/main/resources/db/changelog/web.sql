--liquibase formatted sql

--changeset xieban:web-1
create table idempotent_answer (
    id           bigint generated always as identity primary key,
    scope        bytea       not null unique,
    body_hash    bytea       not null,
    status       smallint    not null check (status between 200 and 299),
    location     text,
    content_type text,
    body         bytea       not null,
    kept_until   timestamptz not null
);
create index idempotent_answer_kept_until on idempotent_answer (kept_until);
comment on table idempotent_answer is 'Answers to calls with an Idempotency-Key, given again when the call is repeated within 24 hours; written in the transaction of the call itself.';
comment on column idempotent_answer.scope is 'SHA-256 of account, method, path and key';
comment on column idempotent_answer.body_hash is 'SHA-256 of the raw body of the request';
