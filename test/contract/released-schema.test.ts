import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema } from 'graphql';
import { createGraph } from '../../src/graph/schema';
import { RELEASED } from '../../src/resolving/sdl';
import { ROOT } from '../support/place';
import { changesBetween, openSection, unannounced } from '../support/schema-changes';

const RELEASED_SDL = readFileSync(path.join(ROOT, 'schema', RELEASED), 'utf8');
const CHANGELOG = readFileSync(path.join(ROOT, 'CHANGELOG.md'), 'utf8');

test('each breaking change and each new @needs since the last release is named in CHANGELOG.md', () => {
  const changes = changesBetween(buildSchema(RELEASED_SDL), createGraph().schema);

  // To fix a failure, name the coordinate as `Type.field` in the open section of CHANGELOG.md, or undo the change.
  expect(unannounced(changes, openSection(CHANGELOG))).toEqual([]);
});

describe('a change of the released schema', () => {
  const changed = (find: string, replacement: string) => {
    expect(RELEASED_SDL.split(find)).toHaveLength(2);
    return changesBetween(buildSchema(RELEASED_SDL), buildSchema(RELEASED_SDL.replace(find, replacement)));
  };
  /** A part of the released schema, between two texts. */
  const part = (begin: string, end: string): string => {
    const from = RELEASED_SDL.indexOf(begin);
    return RELEASED_SDL.slice(from, RELEASED_SDL.indexOf(end, from) + end.length);
  };
  const CONNECTOR = part('type Connector ', '{');
  const CONNECTOR_WITH_FIELDS = part('type Connector ', '}');
  const LICENSE = part('type License ', '}');

  test('the released schema has no change from itself', () => {
    expect(changesBetween(buildSchema(RELEASED_SDL), buildSchema(RELEASED_SDL))).toEqual([]);
  });

  test.each<[what: string, find: string, replacement: string, coordinates: string[]]>([
    ['a removed field', LICENSE, LICENSE.replace(/^ {2}state: .*\n/m, ''), ['License.state']],
    ['a field that may be null now', LICENSE, LICENSE.replace(/^( {2}state: \w+)!/m, '$1'), ['License.state']],
    ['a removed value', 'enum Origin {\n  BUILT_IN\n  INTUNE', 'enum Origin {\n  BUILT_IN', ['Origin.INTUNE']],
    ['a removed argument', 'group(id: ID!): Group', 'group: Group', ['Query.group(id:)']],
    ['an argument of another type', 'group(id: ID!): Group', 'group(id: String!): Group', ['Query.group(id:)']],
    ['a new required argument', 'group(id: ID!): Group', 'group(id: ID!, of: ID!): Group', ['Query.group(of:)']],
    [
      'a new required input field',
      'input DeleteRoleInput {',
      'input DeleteRoleInput {\n  why: String!',
      ['DeleteRoleInput.why'],
    ],
    ['an interface that is not implemented any more', 'type Tenant implements Node', 'type Tenant', ['Tenant']],
    ['another kind of type', 'scalar DateTime', 'enum DateTime { NOW }\nscalar Instant', ['DateTime']],
  ])('the gate finds %s', (_, find, replacement, coordinates) => {
    expect(changed(find, replacement).map(({ coordinate }) => coordinate)).toEqual(coordinates);
  });

  test('the gate finds @needs on a field that had none of its own', () => {
    const more = LICENSE.replace(/^( {2}state: \w+!)/m, '$1 @needs(permission: AUDIT_DATA_READ)');

    expect(changed(LICENSE, more)).toEqual([
      { coordinate: 'License.state', problem: 'License.state now needs AUDIT_DATA_READ.' },
    ]);
  });

  test('the gate finds @needs on a type, at each of its fields', () => {
    const coordinates = [...CONNECTOR_WITH_FIELDS.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => `Connector.${name}`);
    const more = CONNECTOR.replace('{', '@needs(permission: AUDIT_DATA_READ) {');

    expect(coordinates.length).toBeGreaterThan(2);
    expect(changed(CONNECTOR, more).map(({ coordinate }) => coordinate)).toEqual(coordinates);
  });

  test('the gate finds another permission in the place of the one that was needed', () => {
    const other = CONNECTOR.replace('ORGANIZATION_READ', 'ROLES_READ');

    expect(changed(CONNECTOR, other).map(({ problem }) => problem)).toContain('Connector.health now needs ROLES_READ.');
  });

  test('the gate finds @needs on an input field', () => {
    const filter = 'hasNoncompliantDevice: Boolean @needs(permission: MANAGED_DEVICES_READ)';

    expect(changed(filter, `${filter} @needs(permission: AUDIT_DATA_READ)`)).toEqual([
      {
        coordinate: 'UserFilter.hasNoncompliantDevice',
        problem: 'UserFilter.hasNoncompliantDevice now needs AUDIT_DATA_READ.',
      },
    ]);
  });

  test('the gate finds a field that disabled operators could read', () => {
    expect(changed('viewer: Viewer! @open(inactive: true)', 'viewer: Viewer! @open')).toEqual([
      { coordinate: 'Query.viewer', problem: 'Query.viewer now needs an active operator.' },
    ]);
  });

  test('the gate lets pass a new field, a new type, a new optional argument, a permission less', () => {
    expect(changed(LICENSE, LICENSE.replace('{', '{\n  color: Color').concat('\n\nenum Color { RED }'))).toEqual([]);
    expect(changed('group(id: ID!): Group', 'group(id: ID!, of: ID): Group')).toEqual([]);
    expect(
      changed(
        'hasNoncompliantDevice: Boolean @needs(permission: MANAGED_DEVICES_READ)',
        'hasNoncompliantDevice: Boolean',
      ),
    ).toEqual([]);
  });
});

describe('CHANGELOG.md announces a change', () => {
  const change = (coordinate: string) => ({ coordinate, problem: `${coordinate} was removed.` });
  const CHANGES = ['User', 'User.mail', 'Query.group(id:)'].map(change);

  test('the changelog names a change by its exact coordinate alone', () => {
    expect(unannounced(CHANGES, '- `User.mail` is gone.')).toEqual([change('User'), change('Query.group(id:)')]);
    expect(unannounced(CHANGES, '- `User` and `Query.group(id:)` are gone.')).toEqual([change('User.mail')]);
    expect(
      unannounced(CHANGES, '- `UserStatus`, `User.mailbox` and `Query.group` are gone. User.mail is not.'),
    ).toEqual(CHANGES);
  });

  test('the changelog names a change in the section that has no date, which is the first', () => {
    const released = '## 0.1.0 (2026-01-31)\n\n- Old.\n';

    expect(openSection(`# Changelog\n\n## 0.2.0 (not released yet)\n\n- New.\n\n${released}`)).toBe(
      '0.2.0 (not released yet)\n\n- New.\n\n',
    );
    expect(openSection(`# Changelog\n\n${released}`)).toBe('');
  });
});
