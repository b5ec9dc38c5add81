--liquibase formatted sql

--changeset xieban:ledger-1
create table trace_entry (
    id           uuid        primary key,
    at           timestamptz not null,
    act          text        not null,
    actor_id     text        not null,
    actor_name   text        not null,
    department   text,
    subject_kind text        not null,
    subject_id   text        not null,
    case_no      text,
    step         text,
    address      text,
    entry        text        not null,
    salt         bytea       not null check (length(salt) = 32),
    leaf         bytea       not null check (length(leaf) = 34)
);
create index trace_entry_of_case on trace_entry (case_no, id) where case_no is not null;
create index trace_entry_by_actor on trace_entry (actor_id, id);
create index trace_entry_by_act on trace_entry (act, id);
comment on table trace_entry is '办理记录: one act each, appended in the transaction that did it, never changed';
comment on column trace_entry.id is 'UUID version 7 made of at (to the microsecond) and a running number: ordering by id is ordering by time';
comment on column trace_entry.act is 'this and the columns up to address repeat the entry, cut to 200 characters, for searching only';
comment on column trace_entry.entry is 'the act as canonical JSON (RFC 8785); text, since jsonb would not keep it byte for byte';
comment on column trace_entry.salt is '32 random bytes: without them the leaf tells nothing of the entry';
comment on column trace_entry.leaf is 'the entry of the public log, a salted commitment: docs/adr/0001-leaf-format.md';

--changeset xieban:ledger-2
create table trace_sequence (
    entry_id uuid   primary key,
    number   bigint check (number >= 0)
);
create unique index trace_sequence_number on trace_sequence (number) where number is not null;
create index trace_sequence_open on trace_sequence (entry_id) where number is null;
comment on table trace_sequence is 'place of each entry in the log; apart from trace_entry, so that giving a place changes no entry';
comment on column trace_sequence.entry_id is 'no foreign key: both rows are written by one statement, and checking it would cost each act a look-up';
comment on column trace_sequence.number is 'null until the entry is sequenced';

--changeset xieban:ledger-3 splitStatements:false
create function refuse_change_of_record() returns trigger language plpgsql as $$
begin
    raise exception 'the record is append-only: % of % is refused', tg_op, tg_table_name
        using errcode = 'restrict_violation', hint = 'A correction is a new entry.';
end $$;

--changeset xieban:ledger-4 splitStatements:false
create function place_once() returns trigger language plpgsql as $$
begin
    if old.number is not null or new.entry_id <> old.entry_id then
        raise exception 'the place of an entry in the log is given once: % of % is refused', tg_op, tg_table_name
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

--changeset xieban:ledger-5
create trigger trace_entry_refuses_change before update or delete on trace_entry
    for each row execute function refuse_change_of_record();
create trigger trace_entry_refuses_statement before update or delete or truncate on trace_entry
    for each statement execute function refuse_change_of_record();
create trigger trace_sequence_places_once before update on trace_sequence
    for each row execute function place_once();
create trigger trace_sequence_refuses_statement before delete or truncate on trace_sequence
    for each statement execute function refuse_change_of_record();
-- 'always': also in a session that calls itself a replica, which would pass by ordinary triggers
alter table trace_entry enable always trigger trace_entry_refuses_change;
alter table trace_entry enable always trigger trace_entry_refuses_statement;
alter table trace_sequence enable always trigger trace_sequence_places_once;
alter table trace_sequence enable always trigger trace_sequence_refuses_statement;

--changeset xieban:ledger-6
create table public_log (
    one        boolean     primary key default true check (one),
    origin     text        not null,
    hash       text        not null check (hash in ('SHA_256', 'SM3')),
    created_at timestamptz not null
);
comment on table public_log is 'the log of this installation; its only row is locked by whoever sequences';
comment on column public_log.origin is 'its name for all time (C2SP tlog-checkpoint); each installation has its own';

create table log_tile (
    level  smallint not null check (level between 0 and 7),
    index  bigint   not null check (index >= 0),
    hashes bytea    not null check (length(hashes) between 32 and 8192 and length(hashes) % 32 = 0),
    primary key (level, index)
);
-- hashes cannot be compressed
alter table log_tile alter column hashes set storage external;
comment on table log_tile is 'the tree over all sequenced entries (RFC 9162) as C2SP tlog-tiles cuts it; a tile only grows';

create table log_checkpoint (
    size      bigint      primary key check (size > 0),
    root      bytea       not null check (length(root) = 32),
    note      text        not null,
    signed_at timestamptz not null
);
comment on table log_checkpoint is 'every checkpoint ever signed, as it was published';

create table log_key (
    vkey       text        primary key,
    since_size bigint      not null check (since_size >= 0),
    since      timestamptz not null
);
comment on table log_key is 'public keys of the log; one signs from the size on at which it came until the next one comes';

--changeset xieban:ledger-7 splitStatements:false
create function tile_only_grows() returns trigger language plpgsql as $$
begin
    if new.level <> old.level or new.index <> old.index or length(new.hashes) < length(old.hashes)
        or substr(new.hashes, 1, length(old.hashes)) <> old.hashes then
        raise exception 'a tile of the log only grows: % of %/% is refused', tg_op, old.level, old.index
            using errcode = 'restrict_violation';
    end if;
    return new;
end $$;

--changeset xieban:ledger-8
create trigger log_tile_only_grows before update on log_tile
    for each row execute function tile_only_grows();
create trigger log_tile_refuses_statement before delete or truncate on log_tile
    for each statement execute function refuse_change_of_record();
create trigger public_log_refuses_statement before update or delete or truncate on public_log
    for each statement execute function refuse_change_of_record();
create trigger log_checkpoint_refuses_statement before update or delete or truncate on log_checkpoint
    for each statement execute function refuse_change_of_record();
create trigger log_key_refuses_statement before update or delete or truncate on log_key
    for each statement execute function refuse_change_of_record();
alter table log_tile enable always trigger log_tile_only_grows;
alter table log_tile enable always trigger log_tile_refuses_statement;
alter table public_log enable always trigger public_log_refuses_statement;
alter table log_checkpoint enable always trigger log_checkpoint_refuses_statement;
alter table log_key enable always trigger log_key_refuses_statement;

--changeset xieban:ledger-9
-- which of two keys of one size came later must not hang on a clock
alter table log_key add column number bigint generated always as identity;

create table log_cosignature (
    size    bigint      not null references log_checkpoint,
    witness text        not null,
    line    text        not null,
    at      timestamptz not null,
    primary key (size, witness)
);
comment on table log_cosignature is 'what witnesses signed of a checkpoint (C2SP tlog-cosignature), a signature line each';
comment on column log_cosignature.witness is 'the public key of the witness';
create trigger log_cosignature_refuses_statement before update or delete or truncate on log_cosignature
    for each statement execute function refuse_change_of_record();
alter table log_cosignature enable always trigger log_cosignature_refuses_statement;

create table log_delivery (
    receiver     text        primary key,
    size         bigint      not null default 0 check (size >= 0),
    delivered_at timestamptz,
    failures     int         not null default 0 check (failures >= 0),
    failed_since timestamptz,
    failure      text,
    next_at      timestamptz
);
comment on table log_delivery is 'how far each receiver of checkpoints outside the database has got them; no evidence, only where to go on';
comment on column log_delivery.failure is 'why the last attempt failed, null where it did not';
