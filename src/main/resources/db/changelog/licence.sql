--liquibase formatted sql

--changeset xieban:licence-1
create sequence licence_position;
create table licence (
    id            bigint       generated always as identity primary key,
    number        varchar(24)  not null unique,
    type          varchar(48)  not null,
    name          varchar(120) not null,
    holder_kind   varchar(16)  not null check (holder_kind in ('PERSON', 'ORGANISATION', 'DEPARTMENT')),
    holder_name   varchar(200) not null,
    holder_number varchar(18)  not null,
    issuer        varchar(20)  not null,
    issuer_name   varchar(200) not null,
    case_no       varchar(24)  not null unique references case_file,
    item_code     varchar(64)  not null,
    published     boolean      not null,
    issued_at     timestamptz  not null,
    valid_from    date         not null,
    valid_until   date         check (valid_until >= valid_from),
    state         varchar(12)  not null check (state in ('VALID', 'SUSPENDED', 'REVOKED', 'EXPIRED')),
    check_code    char(16)     not null,
    signed        text         not null
);
create index licence_issuer on licence (issuer, id desc);
create index licence_holder on licence (holder_number, type);
create index licence_running on licence (valid_until) where state in ('VALID', 'SUSPENDED') and valid_until is not null;
comment on table licence is 'Our own library of e-licences (电子证照), issued by approved cases; what another department knows of its own licences is a data resource';
comment on column licence.type is 'As the materials of items name it (E_LICENCE)';
comment on column licence.case_no is 'The case that issued it: each issues one at most';
comment on column licence.published is 'Whether the law has it published (行政许可法 40): then everybody may know whose it is';
comment on column licence.valid_until is 'Its last day; null for lasting';
comment on column licence.state is 'The last row of licence_change says the same, or it was changed by hand';
comment on column licence.signed is 'What it says as canonical JSON (RFC 8785), signed (C2SP signed-note, SM2 with SM3)';

create table licence_change (
    licence      bigint      not null references licence,
    position     int         not null check (position > 0),
    state        varchar(12) not null check (state in ('VALID', 'SUSPENDED', 'REVOKED', 'EXPIRED')),
    changed_at   timestamptz not null,
    officer      varchar(32) not null,
    officer_name varchar(60) not null,
    reason       varchar(500),
    primary key (licence, position)
);
comment on table licence_change is 'The states that e-licences came into, the first being their issue';

--changeset xieban:licence-2 splitStatements:false
create function licence_is_kept() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and tg_table_name = 'licence'
       and (to_jsonb(old) - 'state') = (to_jsonb(new) - 'state') then
        return new;
    end if;
    raise exception 'a licence is never changed or removed, and neither is what became of it';
end $$;
create trigger licence_is_kept before update or delete on licence for each row execute function licence_is_kept();
create trigger licence_change_is_kept before update or delete on licence_change
    for each row execute function licence_is_kept();

--changeset xieban:licence-3
create table licence_use (
    licence  bigint      not null references licence,
    case_no  varchar(24) not null references case_file,
    material varchar(64) not null,
    taken_at timestamptz not null,
    lost_at  timestamptz,
    primary key (licence, case_no, material)
);
create index licence_use_case on licence_use (case_no);
comment on table licence_use is 'Which cases rely on which e-licences in place of which materials';
comment on column licence_use.lost_at is 'When the case could no longer rely on it, since it was suspended or revoked or its time ended';

--changeset xieban:licence-4
create table library_consent (
    holder_kind   varchar(16) not null check (holder_kind in ('PERSON', 'ORGANISATION', 'DEPARTMENT')),
    holder_number varchar(18) not null,
    position      int         not null check (position > 0),
    how           varchar(12) not null check (how in ('IN_PERSON', 'IN_WRITING', 'ONLINE', 'WITHDRAWN')),
    case_no       varchar(24) not null references case_file,
    officer       varchar(32) not null,
    officer_name  varchar(60) not null,
    said_at       timestamptz not null,
    primary key (holder_kind, holder_number, position)
);
comment on table library_consent is 'Whether an applicant agreed that what he hands in is kept and taken for his later cases, and that he no longer does (个人信息保护法 14, 15); the last row counts';

create table library_material (
    id            bigint       generated always as identity primary key,
    holder_kind   varchar(16)  not null,
    holder_number varchar(18)  not null,
    type          varchar(100) not null,
    name          varchar(120) not null,
    case_no       varchar(24)  not null references case_file,
    material      varchar(64)  not null,
    version       int          not null,
    trust         char(1)      not null check (trust in ('A', 'B', 'C', 'D')),
    kept_at       timestamptz  not null,
    valid_until   date         not null,
    removed_at    timestamptz,
    unique (case_no, material)
);
create index library_material_holder on library_material (holder_number, type) where removed_at is null;
comment on table library_material is 'Materials that were handed in and checked, to be taken for later cases of the same applicant; the files stay with their cases';
comment on column library_material.type is 'The type of e-licence that it is a copy of, else item and material: what may stand in for what';
comment on column library_material.trust is 'B: checked against the original at the window; C: sent in';
comment on column library_material.removed_at is 'When the applicant no longer agreed: it is taken for no further case (个人信息保护法 15)';

--changeset xieban:licence-5
alter table library_material alter column valid_until drop not null;
comment on column library_material.valid_until is 'The last day on which it is taken by itself; null where nobody can say how long it is good: then whoever handles a case looks, and takes it or not';
