#!/bin/sh
# PostgreSQL's image runs this once, while it fills an empty folder. The passwords are those of the two addresses.
set -eu
psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" <<'SQL'
\set owner_password `sed 's|^postgres://[^:]*:\([^@]*\)@.*|\1|' /run/secrets/database-owner-url`
\set service_password `sed 's|^postgres://[^:]*:\([^@]*\)@.*|\1|' /run/secrets/database-url`
CREATE ROLE graph_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE graph_service LOGIN PASSWORD :'service_password';
-- The owner of a database may also make tables in its schema public.
ALTER DATABASE graph OWNER TO graph_owner;
ALTER DEFAULT PRIVILEGES FOR ROLE graph_owner IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO graph_service;
SQL
