-- The roles of the database. Run once by an administrator of the server (or by `vsv database richt-in`
-- on the embedded one); everything after this is done by vsv_eigenaar.
--
--   vsv_eigenaar  owns the tables, runs migrations; no service process connects as this role
--   vsv_web       portal and API: owns nothing, bypasses nothing, sees one organisation a transaction
--   vsv_beheer    the operator's pages of the portal: sees all organisations, and no people's data
--   vsv_werker    jobs: leveringen, day and week runs; sees all organisations, may not read or change the rest
--
-- None of them is a superuser, and none may bypass row level security.
DO $$
DECLARE
    rol text;
BEGIN
    FOREACH rol IN ARRAY ARRAY['vsv_eigenaar', 'vsv_web', 'vsv_beheer', 'vsv_werker'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = rol) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', rol);
        END IF;
    END LOOP;
END
$$;
