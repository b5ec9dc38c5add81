--liquibase formatted sql

--changeset xieban:directory-1
create table region (
    code    varchar(12) primary key check (code ~ '^[0-9]{6}([0-9]{6})?$'),
    name    varchar(60) not null,
    level   varchar(10) not null check (level in ('CITY', 'COUNTY', 'TOWN', 'VILLAGE')),
    parent  varchar(12) references region,
    version int not null default 0,
    check ((level = 'CITY') = (parent is null)),
    check ((level in ('CITY', 'COUNTY')) = (length(code) = 6))
);
create index region_parent on region (parent);
comment on table region is 'Divisions (区划) as a tree: city, county, town, village';
comment on column region.code is 'GB/T 2260: six digits for city and county, twelve for town and village';

create table department (
    code       varchar(20) primary key check (code ~ '^[A-Za-z0-9][A-Za-z0-9-]{1,19}$'),
    name       varchar(60) not null unique,
    short_name varchar(20) not null,
    region     varchar(12) not null references region,
    parent     varchar(20) references department check (parent <> code),
    kind       varchar(20) not null check (kind in ('ORGAN', 'VERTICAL', 'INSTITUTION', 'UTILITY')),
    version    int not null default 0
);
create index department_region on department (region);
create index department_parent on department (parent);
comment on column department.code is 'Also the name of its group in the engine, so it never changes and is no role''s code';

create table officer (
    id                   bigint generated always as identity primary key,
    login                varchar(32) not null unique check (login ~ '^[a-z0-9._-]{2,32}$' and login <> 'system'),
    name                 varchar(60) not null,
    phone                varchar(20),
    email                varchar(120),
    enabled              boolean not null default true,
    password             varchar(255) not null,
    password_changed_at  timestamptz not null,
    must_change_password boolean not null default false,
    failed_attempts      int not null default 0,
    failed_since_sign_in int not null default 0,
    locked_until         timestamptz,
    last_sign_in_at      timestamptz,
    last_sign_in_address varchar(64),
    version              int not null default 0,
    created_at           timestamptz not null
);
comment on column officer.login is '''system'' is what the product itself is called in the record';
comment on column officer.password is 'Argon2 hash with its parameters and salt; never the password';
comment on column officer.failed_attempts is 'Wrong passwords in a row, towards the lock';
comment on column officer.failed_since_sign_in is 'Wrong passwords since the last sign-in, shown at the next';
comment on column officer.version is 'Grows with every change of the officer, his posts and roles; signed-in sessions compare it';

create table former_password (
    officer  bigint not null references officer on delete cascade,
    password varchar(255) not null,
    until    timestamptz not null,
    primary key (officer, until)
);
comment on table former_password is 'Hashes of the passwords an officer may not take again';

create table post (
    id         bigint generated always as identity primary key,
    officer    bigint not null references officer on delete cascade,
    department varchar(20) not null references department,
    title      varchar(60) not null,
    main       boolean not null default false,
    unique (officer, department, title)
);
create unique index post_main on post (officer) where main;
create index post_department on post (department);
comment on index post_main is 'An officer has one main post';

create table post_role (
    post bigint not null references post on delete cascade,
    role varchar(24) not null check (role in ('CLERK', 'HANDLER', 'SECTION_HEAD', 'LEADER', 'APPROVER', 'INSPECTOR',
        'DUTY_COMMANDER', 'SUPERVISOR', 'ANALYST', 'SYSTEM_ADMINISTRATOR', 'SECURITY_ADMINISTRATOR',
        'AUDIT_ADMINISTRATOR')),
    primary key (post, role)
);
create index post_role_role on post_role (role);

create table set_up (
    sole     boolean primary key default true check (sole),
    code     varchar(255),
    attempts int not null default 0,
    done_at  timestamptz,
    check ((code is null) = (done_at is not null))
);
comment on table set_up is 'The first start without the demonstration: the hash of the one-time code, until it has been used';

--changeset xieban:directory-2
alter table set_up add column demonstration boolean not null default false;
alter table set_up drop constraint set_up_check;
alter table set_up add constraint set_up_code check (code is null or done_at is null);
comment on column set_up.demonstration is 'Whether the demonstration''s people, whose password is public, were ever entered here';

--changeset xieban:directory-3
alter table department add column address varchar(120) not null default '';
alter table department add column longitude numeric(9, 6) check (longitude between -180 and 180);
alter table department add column latitude numeric(8, 6) check (latitude between -90 and 90);
alter table department add constraint department_place check ((longitude is null) = (latitude is null));
comment on column department.address is 'Where it has its seat, in words; with its coordinates, how far it is from an event';
