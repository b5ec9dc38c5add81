--liquibase formatted sql

--changeset xieban:catalogue-1
create table service_item (
  id bigint generated always as identity primary key,
  code text not null unique check (code ~ '^[a-z][a-z0-9-]{1,47}$'),
  current_version integer not null check (current_version > 0),
  name text not null,
  kind text not null,
  case_kind text not null,
  department text not null,
  implementation_code text not null,
  promised_hours integer not null,
  in_force_from date not null,
  in_force_until date,
  source_file text,
  file_hash text check (file_hash ~ '^[0-9a-f]{64}$'),
  unadopted jsonb,
  check (in_force_until is null or in_force_until >= in_force_from)
);
comment on table service_item is 'Service items (事项): which version is current, and what lists show and sort by';
comment on column service_item.promised_hours is 'Promised term in hours of its unit, a day as 24, only to sort by';
comment on column service_item.file_hash is 'SHA-256 of the item file as last looked at';
comment on column service_item.unadopted is 'What a changed file says of an item that an administrator has edited, until he takes it or edits on';
create index service_item_name on service_item (name, code);
create index service_item_department on service_item (department, code);

create table service_item_version (
  id bigint generated always as identity primary key,
  item_id bigint not null references service_item,
  number integer not null check (number > 0),
  content jsonb not null,
  origin text not null check (origin in ('FILE', 'EDIT', 'RESTORE')),
  note text check (length(note) <= 500),
  published_at timestamptz not null,
  published_by text not null,
  published_by_name text not null,
  unique (item_id, number)
);
comment on table service_item_version is 'Every version of every item as it was published; a case keeps the id of the one it began with, so nothing here ever changes';
comment on column service_item_version.content is 'The fields of an item file; valid from published_at to that of the next number';

--changeset xieban:catalogue-2 splitStatements:false
create function service_item_version_is_final() returns trigger language plpgsql as $$
begin
  raise exception 'a published version of a service item is never changed';
end
$$;
create trigger service_item_version_is_final before update or delete on service_item_version
  for each row execute function service_item_version_is_final();
create trigger service_item_version_is_never_emptied before truncate on service_item_version
  for each statement execute function service_item_version_is_final();

--changeset xieban:catalogue-3
alter table service_item add internal boolean not null default false;
comment on column service_item.internal is 'Whether only departments ask for it, of each other: no list has it';
