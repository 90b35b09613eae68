// PostGraphile 5 with its Amber preset, without any authorization. It runs on the Node.js beside it.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { pgSmartTags } from 'postgraphile/utils';

const connectionString = process.env.DATABASE_URL;

const client = new pg.Client({ connectionString });
await client.connect();
await client.query(readFileSync(path.join(import.meta.dirname, 'setup.sql'), 'utf8'));
await client.end();

const tags = (match, given) => ({ kind: 'class', match, tags: given });

const pgl = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [
    pgSmartTags([
      tags('memberships', {
        primaryKey: 'user_id,group_id',
        foreignKey: ['(user_id) references users (id)', '(group_id) references groups (id)'],
      }),
      tags('user_licenses', { foreignKey: '(sku_id) references skus (id)' }),
      tags('entra_devices', { unique: 'device_id' }),
      tags('devices', { foreignKey: '(entra_device_id) references entra_devices (device_id)' }),
    ]),
  ],
  // The indexes of the lists have several columns, and the plugin looks at the first one only.
  disablePlugins: ['PgIndexBehaviorsPlugin'],
  grafserv: { graphiql: false, websockets: false, watch: false },
  grafast: { explain: false },
  pgServices: [makePgService({ connectionString, schemas: ['public'] })],
});

// A fault of the schema stops the peer, and the first request need not wait for it.
await pgl.getSchema();
const server = createServer();
await pgl.createServ(grafserv).addTo(server);
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
