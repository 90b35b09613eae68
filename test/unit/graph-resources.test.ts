import { readFileSync } from 'node:fs';
import path from 'node:path';
import { microsoftGraphPage } from '../../src/codegen/microsoft-graph-page';
import {
  APPLICATION_PERMISSIONS,
  RESOURCE_NAMES,
  type Resource,
  resourceOf,
} from '../../src/microsoft-graph/resources';
import { KIND_NAMES } from '../../src/sync/kind-names';
import { KINDS } from '../../src/sync/kinds';
import { permissionsFor } from '../support/graph/metadata';

const read = (file: string) => readFileSync(path.join(__dirname, '..', '..', file), 'utf8');
const ASKED = RESOURCE_NAMES.filter((resource) => resourceOf(resource).path !== null);

/** The permissions that Microsoft's list takes for a resource; those of any report for a report that the list lacks. */
function acceptedFor(resource: Resource): readonly string[] {
  const { path: full, report } = resourceOf(resource);
  const at = (full ?? '').replace(/\?.*$/, '');
  return permissionsFor(report === undefined ? 'GET' : 'POST', at) ?? [];
}

test.each(ASKED)('%s is read with a permission that Microsoft takes for it', (resource) => {
  expect(acceptedFor(resource)).toContain(resourceOf(resource).permission);
});

test('the documentation of what is read is the list of what is read', () => {
  expect(read('docs/microsoft-graph.md')).toBe(microsoftGraphPage());
});

test.each(['docs/your-tenant.md'])('%s names every permission, and no other', (file) => {
  const named = new Set(read(file).match(/\b[A-Z]\w+\.Read\.All\b/g));
  expect([...named].sort()).toEqual([...APPLICATION_PERMISSIONS]);
});

test('the documentation of a folder names the file of every resource that a folder may hold', () => {
  const text = read('docs/import.md');
  // A report has no answer that a folder could keep.
  const files = RESOURCE_NAMES.filter((resource) => resourceOf(resource).report === undefined);
  expect(files.filter((resource) => !text.includes(`\`${resource}.json\``))).toEqual([]);
});

test('rights are read and written before anything else', () => {
  expect(Object.keys(KINDS).slice(0, 3)).toEqual(['USERS', 'GROUPS', 'ROLES']);
});

test('the command line names every kind, in the order of a sync', () => {
  expect([...KIND_NAMES.values()]).toEqual(Object.keys(KINDS));
});
