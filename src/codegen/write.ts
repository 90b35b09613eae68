import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createGraph } from '../graph/schema';
import { apolloCache, urqlCache } from './client-caches';
import { findingsPage } from './findings-page';
import { microsoftGraphPage } from './microsoft-graph-page';
import { operationNames } from './operation-names';
import { manifestOf } from './permissions-manifest';
import { permissionsPage } from './permissions-page';
import { portalPermissions } from './portal-permissions';
import { tableTypes } from './table-types';

/* Writes the files that are derived from the schema with its rules, from the migrations, and from the resources of Microsoft Graph. `npm run codegen` runs it after graphql-codegen. */

const ROOT = path.join(__dirname, '..', '..');
const OPERATIONS = path.join(ROOT, 'portal', 'operations');

const { permissions, schema } = createGraph();
const files: Readonly<Record<string, string>> = {
  'schema/PERMISSIONS.md': permissionsPage(permissions, schema),
  'portal/operations/permissions.manifest.json': `${manifestOf([OPERATIONS], OPERATIONS)}\n`,
  'portal/generated/permissions.ts': portalPermissions(),
  'examples/apollo-cache.ts': apolloCache(schema),
  'examples/urql-cache.ts': urqlCache(schema),
  'src/generated/operation-names.ts': operationNames(ROOT),
  'src/generated/tables.d.ts': tableTypes(),
  'docs/findings.md': findingsPage(schema),
  'docs/microsoft-graph.md': microsoftGraphPage(),
};
for (const [file, text] of Object.entries(files)) writeFileSync(path.join(ROOT, file), text);
