// A hand-written endpoint with one prepared statement, which gives all rows as JSON.
import { serve } from './serve.mjs';
import {
  DATABASE_URL,
  devicesOf,
  ofDevices,
  ofUsers,
  Pool,
  policiesOfProtections,
  prepared,
  TENANT,
  USER,
} from './statements.mjs';

const pool = new Pool({ connectionString: DATABASE_URL });

const USERS = '(SELECT ARRAY(SELECT id FROM asked))::text[]';
const DEVICES = '(SELECT ARRAY(SELECT id FROM found LIMIT $2::int))::text[]';
const PROTECTIONS = '(SELECT ARRAY(SELECT id FROM protected))::text[]';
const list = (text) => `(SELECT COALESCE(json_agg(t), '[]') FROM (${text}) t)`;
const { protections, ...others } = ofUsers(USERS, '$4::text');
const lists = {
  ...others,
  ...ofDevices(DEVICES, '$3::int'),
  devices: 'SELECT * FROM found',
  protections: 'SELECT * FROM protected',
  policiesOfProtections: policiesOfProtections(PROTECTIONS),
};

const ALL = `WITH asked AS MATERIALIZED (${USER}),
    found AS MATERIALIZED (${devicesOf(USERS, '$2::int')}),
    protected AS MATERIALIZED (${protections})
  SELECT (SELECT row_to_json(t) FROM (${TENANT}) t) AS tenant, (SELECT row_to_json(t) FROM asked t) AS user,
    ${Object.entries(lists)
      .map(([name, text]) => `${list(text)} AS "${name}"`)
      .join(', ')}`;

async function rowsOf({ key, devices, apps, now }) {
  const { rows } = await pool.query(prepared(ALL, [key, devices, apps, now]));
  return rows[0];
}

serve(rowsOf);
