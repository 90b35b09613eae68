// A hand-written endpoint whose prepared statements are pipelined, level by level, in one snapshot.
import { serve } from './serve.mjs';
import {
  DATABASE_URL,
  devicesOf,
  IDS,
  ofDevices,
  ofUsers,
  Pool,
  policiesOfProtections,
  prepared,
  TENANT,
  USER,
} from './statements.mjs';

const pool = new Pool({ connectionString: DATABASE_URL, pipeline: true });
const DEVICES = devicesOf(IDS, '$2::int');
const { deviceCounts: DEVICE_COUNTS, ...OF_USERS } = ofUsers(IDS, '$2::text');
const { installStates: INSTALL_STATES, ...OF_DEVICES } = ofDevices(IDS, '$2::int');
const POLICIES = policiesOfProtections(IDS);

async function rowsOf({ key, devices, apps, now }) {
  const client = await pool.connect();
  const read = async (text, ...values) => (await client.query(prepared(text, values))).rows;
  const each = (texts, ids) => Object.entries(texts).map(async ([name, text]) => [name, await read(text, ids)]);
  try {
    const begun = client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const [[tenant], [user]] = await Promise.all([read(TENANT), read(USER, key), begun]);
    if (user === undefined) return { tenant, user: null };
    const users = [user.id];
    const [found, deviceCounts, ...lists] = await Promise.all([
      read(DEVICES, users, devices),
      read(DEVICE_COUNTS, users, now),
      ...each(OF_USERS, users),
    ]);
    const ofUser = Object.fromEntries(lists);
    const ids = found.slice(0, devices).map(({ id }) => id);
    const [installStates, policies, ...ofDevice] = await Promise.all([
      read(INSTALL_STATES, ids, apps),
      read(
        POLICIES,
        ofUser.protections.map(({ id }) => id),
      ),
      ...each(OF_DEVICES, ids),
    ]);
    return {
      ...{ tenant, user, devices: found, deviceCounts, installStates, policiesOfProtections: policies },
      ...ofUser,
      ...Object.fromEntries(ofDevice),
    };
  } finally {
    // Nobody waits for it.
    client.query('COMMIT').catch(() => {});
    client.release();
  }
}

serve(rowsOf);
