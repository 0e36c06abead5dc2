-- Jobs that used up their attempts, kept until somebody retries them or a month is over. Payloads hold ids only.
create table dead_jobs (
    id uuid primary key,
    identifier text not null,
    payload jsonb not null,
    died_at timestamptz not null
);
create index dead_jobs_died_at_idx on dead_jobs (died_at);
