import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { manifestOfFiles } from '../../src/permissions-manifest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'manifest-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The manifest of some documents, by file name. */
function manifestOf(documents: Record<string, string>) {
  for (const [name, text] of Object.entries(documents)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return manifestOfFiles([folder]);
}

const BOTH = ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ'];

describe('A permission manifest', () => {
  test.each([
    ['a literal', 'query ($id: ID) { devices(filter: { groupId: "x", primaryUserId: $id }) { totalCount } }'],
    ['a variable that is never null', 'query ($id: ID!) { devices(filter: { groupId: $id }) { totalCount } }'],
  ])('counts the permission of an input field that is given as %s', (_, text) => {
    expect(manifestOf({ 'a.graphql': text })).toMatchObject({
      'a.graphql': { permissions: BOTH, opens: { ORGANIZATION_READ: ['devices'], MANAGED_DEVICES_READ: ['devices'] } },
    });
  });

  test.each([
    ['a nullable variable', '$id: ID', '{ groupId: $id }', ['$id']],
    ['a variable of the whole input', '$id: DeviceFilter', '$id', ['$id.primaryUserId', '$id.groupId']],
    ['a required variable of it', '$id: DeviceFilter!', '$id', ['$id.primaryUserId', '$id.groupId']],
  ])('names %s whose value decides whether a permission is needed', (_, definition, filter, named) => {
    const text = `query Q(${definition}) { devices(filter: ${filter}) { totalCount } }`;

    expect(manifestOf({ 'a.graphql': text })['Q']).toMatchObject({
      permissions: ['MANAGED_DEVICES_READ'],
      variables: { ORGANIZATION_READ: named },
    });
  });

  test('does not count an input field that is left out, or null', () => {
    const text = '{ a: devices(filter: { groupId: null }) { totalCount } b: devices { totalCount } }';

    expect(manifestOf({ 'a.graphql': text })['a.graphql']).toEqual({
      file: 'a.graphql',
      type: 'query',
      permissions: ['MANAGED_DEVICES_READ'],
      opens: { MANAGED_DEVICES_READ: ['a', 'b'] },
    });
  });

  test('follows fragments into other files and folders', () => {
    const manifest = manifestOf({
      'pages/list.graphql': 'query List { devices { nodes { ...Row } } }',
      'parts/row.gql': 'fragment Row on Device { id ...Apps }',
      'parts/apps.graphql': 'fragment Apps on Device { appInstallSummary }',
    });

    expect(manifest['List']).toMatchObject({
      file: path.join('pages', 'list.graphql'),
      opens: { MANAGED_DEVICES_READ: ['devices'], MOBILE_APPS_READ: ['devices.nodes.appInstallSummary'] },
    });
  });

  test.each([
    [
      'a field that does not exist',
      { 'a.graphql': 'query Q {\n  devices { nope } }' },
      /^a\.graphql: line 2: .*"nope"/,
    ],
    ['a fragment that is nowhere', { 'a.graphql': '{ devices { ...Gone } }' }, /^a\.graphql: line 1: .*"Gone"/],
    ['a document that cannot be parsed', { 'a.graphql': '{ devices' }, /a\.graphql: line 1: Syntax Error/],
    [
      'two operations of one name',
      { 'a.graphql': 'query Q { viewer { id } }', 'b.graphql': 'query Q { viewer { id } }' },
      'b.graphql: the operation Q is in a.graphql too.',
    ],
    [
      'two fragments of one name',
      { 'a.graphql': 'fragment F on User { id }', 'b.graphql': 'fragment F on User { id }' },
      'b.graphql: the fragment F is there twice.',
    ],
    ['a folder without documents', { 'a.txt': '' }, /^There is no \.graphql or \.gql file in /],
  ])('refuses %s by its file', (_, documents, message) => {
    expect(() => manifestOf(documents)).toThrow(message);
  });

  test('refuses a file that does not exist', () => {
    expect(() => manifestOfFiles([path.join(folder, 'gone.graphql')])).toThrow('There is no file or folder');
  });
});
