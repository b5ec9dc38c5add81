--liquibase formatted sql

--changeset xieban:approval-1
create table supplement_notice (
    id          bigint      generated always as identity primary key,
    case_no     varchar(24) not null references case_file,
    number      int         not null check (number > 0),
    given_at    timestamptz not null,
    due_at      timestamptz not null check (due_at > given_at),
    answered_at timestamptz check (answered_at >= given_at),
    unique (case_no, number)
);
comment on table supplement_notice is 'What applicants were told to supplement: once, everything (行政许可法 32); later notices only repeat points of the first';
create table supplement_point (
    notice      bigint       not null references supplement_notice,
    number      int          not null check (number > 0),
    material    varchar(200) not null,
    requirement varchar(500) not null,
    primary key (notice, number)
);
comment on table supplement_point is 'The points of a notice, as the applicant reads them';

create table examiner (
    case_no varchar(24) not null references case_file,
    officer varchar(32) not null,
    primary key (case_no, officer)
);
comment on table examiner is 'Who has examined a case, and so does not decide it';

create table approval_request (
    id           bigint        generated always as identity primary key,
    case_no      varchar(24)   not null references case_file,
    kind         varchar(12)   not null check (kind in ('RETURN', 'TERMINATION', 'STAY', 'EXTENSION')),
    reason       varchar(1000) not null,
    legal_basis  varchar(200),
    amount       int           check (amount > 0),
    unit         varchar(12),
    until        date,
    requested_by varchar(32)   not null,
    requested_at timestamptz   not null,
    state        varchar(9)    not null check (state in ('REQUESTED', 'APPROVED', 'REFUSED', 'LAPSED')),
    approver     varchar(32)   check (approver <> requested_by),
    opinion      varchar(1000),
    decided_at   timestamptz   check ((decided_at is not null) = (state in ('APPROVED', 'REFUSED'))),
    check ((kind = 'EXTENSION') = (amount is not null and unit is not null)),
    check (kind <> 'STAY' or until is not null)
);
create unique index approval_request_waiting on approval_request (case_no, kind) where state = 'REQUESTED';
create unique index approval_request_extended_once on approval_request (case_no)
    where kind = 'EXTENSION' and state in ('REQUESTED', 'APPROVED');
create index approval_request_case on approval_request (case_no, id);
comment on table approval_request is 'What was asked for beside the ordinary way of a case, why, and what the head said to it';
comment on index approval_request_extended_once is 'A term is extended once (行政许可法 42)';

--changeset xieban:approval-2
alter table approval_request drop constraint approval_request_kind_check;
alter table approval_request add constraint approval_request_kind_check
    check (kind in ('RETURN', 'TERMINATION', 'STAY', 'EXTENSION', 'WITHDRAWAL', 'RESUME'));
