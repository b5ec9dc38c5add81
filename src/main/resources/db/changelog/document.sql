--liquibase formatted sql

--changeset xieban:document-1
create table document_number (
    organ varchar(20) not null,
    kind  varchar(20) not null,
    year  integer     not null check (year between 2000 and 2100),
    last  integer     not null check (last > 0),
    primary key (organ, kind, year)
);
comment on table document_number is 'The last number of each organ, kind and year (文号); its row stays locked until the transaction that took the number ends, so that none is lost or given twice';

create table document_template (
    kind          varchar(20)  not null,
    version       integer      not null check (version > 0),
    content       text         not null check (length(content) between 1 and 100000),
    note          varchar(500),
    saved_by      varchar(32)  not null,
    saved_by_name varchar(100) not null,
    saved_at      timestamptz  not null,
    primary key (kind, version)
);
comment on table document_template is 'Texts of documents that an administrator wrote, all versions; the highest is in force, before the first the one that comes with the product is';

create table document (
    id               bigint       generated always as identity primary key,
    case_no          varchar(24)  not null references case_file,
    kind             varchar(20)  not null,
    number           varchar(60)  not null unique,
    organ            varchar(20)  not null,
    year             integer      not null,
    position         integer      not null,
    template_version integer      not null check (template_version >= 0),
    content          text         not null,
    issued_by        varchar(32)  not null,
    issued_at        timestamptz  not null,
    unique (organ, kind, year, position)
);
create index document_case on document (case_no, id);
comment on table document is 'Official documents (文书) as they were issued';
comment on column document.template_version is '0 for the text that comes with the product';
comment on column document.content is 'What it says, as well-formed HTML without its frame';

--changeset xieban:document-2 splitStatements:false
create function document_is_kept() returns trigger language plpgsql as $$
begin
    raise exception 'official documents are never changed or removed';
end $$;
create trigger document_is_kept before update or delete on document for each row execute function document_is_kept();

--changeset xieban:document-3 splitStatements:false
create table document_edition (
    document         bigint      not null references document,
    edition          integer     not null check (edition > 1),
    template_version integer     not null check (template_version >= 0),
    content          text        not null,
    issued_by        varchar(32) not null,
    issued_at        timestamptz not null,
    primary key (document, edition)
);
comment on table document_edition is 'Documents that were issued anew under their number, such as a receipt when more is handed in; the first edition is the document itself, the highest is in force';
create trigger document_edition_is_kept before update or delete on document_edition
    for each row execute function document_is_kept();
create view document_now as
    select d.id, d.case_no, d.kind, d.number, d.organ, coalesce(e.edition, 1) as edition,
           coalesce(e.content, d.content) as content, coalesce(e.issued_by, d.issued_by) as issued_by,
           coalesce(e.issued_at, d.issued_at) as issued_at
      from document d
      left join lateral (select * from document_edition each where each.document = d.id
                          order by each.edition desc limit 1) e on true;
