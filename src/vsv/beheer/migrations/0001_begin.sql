-- Beheer: the daily cycle, and the queue of jobs (procrastinate's own tables, in this same database).

-- What was due, per step of the rooster and day, and what came of it. A step is carried out once a day, whoever
-- asks for it and how often; one that failed is tried again, later each time.
CREATE TABLE cyclus (
    stap        text NOT NULL,             -- name in the rooster
    dag         date NOT NULL,             -- the day it is for, in Amsterdam
    gepland_op  timestamptz NOT NULL,      -- when it was due
    begonnen_op timestamptz,
    klaar_op    timestamptz,
    pogingen    smallint NOT NULL DEFAULT 0,
    niet_voor   timestamptz,               -- after a failure: not tried again before this moment
    uitkomst    jsonb NOT NULL DEFAULT '{}',  -- counts, no people
    fout        text,                      -- why it failed the last time, in Dutch, no BSN
    PRIMARY KEY (stap, dag)
);
COMMENT ON TABLE cyclus IS 'The daily cycle: each step per day, when it was carried out and what came of it';

GRANT SELECT, INSERT, UPDATE ON cyclus TO vsv_werker;
GRANT SELECT, INSERT, UPDATE, DELETE
    ON procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers TO vsv_werker;
GRANT USAGE ON SEQUENCE procrastinate_jobs_id_seq, procrastinate_events_id_seq, procrastinate_periodic_defers_id_seq
    TO vsv_werker;
