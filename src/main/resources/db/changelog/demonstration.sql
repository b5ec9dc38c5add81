--liquibase formatted sql

--changeset xieban:demonstration-1
create table demonstration_clock (
    one      boolean primary key default true check (one),
    advanced bigint  not null check (advanced >= 0)
);
comment on table demonstration_clock is 'By how many microseconds the demonstration''s time is ahead, so that a restart does not take it back';
