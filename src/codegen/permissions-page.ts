import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isEnumType, isInterfaceType } from 'graphql';
import { PERMISSIONS } from '../authorization/permission-list';
import { needsOfType, objectTypes, type Requirement } from '../authorization/permissions';
import { compareText } from '../database/folding';
import type { Permission } from '../generated/graphql';

const INTRODUCTION = `# Which permission reads what

The permissions of every field. \`npm run codegen\` generates this page from \`schema/*.graphql\`. Do not edit it: CI
fails if it differs from the schema.

A viewer must hold every permission that a field needs; otherwise the field is refused with \`FORBIDDEN\`, which names the
missing permissions. A permission decides which kind of data a viewer may read. The scopes of the role assignments that give
it decide which users and devices. All fields of a type need the type's permission. A field can need more.`;

const OPEN = `## Open

These types hold no data of the tenant, or only data about the viewer. A field that is open through its parent needs no
permission beyond those of the fields above it. An active operator has an enabled account and, if one is required, an
Intune licence.`;

const code = (text: string): string => `\`${text}\``;

const joined = (permissions: readonly Permission[]): string => permissions.map(code).join(' and ');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/**
 * The map from fields to permissions as a page of Markdown. The result depends on the schema only.
 * @param permissions the requirements of every field
 * @param schema the schema of these requirements
 */
export function permissionsPage(permissions: ReadonlyMap<string, Requirement>, schema: GraphQLSchema): string {
  const roots = [schema.getQueryType(), schema.getMutationType()].filter((type) => type != null);
  const types = objectTypes(schema)
    .filter((type) => !roots.includes(type))
    .sort((one, other) => compareText(one.name, other.name));
  const requirements = [...permissions.values()];
  const enumType = schema.getType('Permission');
  const descriptions = new Map(
    isEnumType(enumType) ? enumType.getValues().map(({ name, description }) => [name, description ?? '']) : [],
  );

  function openTo(type: GraphQLObjectType, name: string, { inactive }: Requirement): string {
    if (inactive) return 'nothing; open to every signed-in operator, active or not';
    if (!roots.includes(type)) return 'nothing; open through its parent';
    // The object behind an interface has its own requirements.
    const found = getNamedType(type.getFields()[name]?.type);
    return `nothing; open to every active operator${isInterfaceType(found) ? '; an id needs the permissions of its type' : ''}`;
  }

  function fieldsOf(type: GraphQLObjectType): string {
    const rows = Object.keys(type.getFields()).map((name) => {
      const required = permissions.get(`${type.name}.${name}`) as Requirement;
      return [
        code(name),
        required.permissions.length > 0 ? joined(required.permissions) : openTo(type, name, required),
      ];
    });
    return `### ${type.name}\n\n${table(['field', 'needs'], rows)}`;
  }

  function sectionOf({ permission, displayName, microsoftAction }: (typeof PERMISSIONS)[number]): string {
    const own = types.filter((type) => needsOfType(schema, type).includes(permission));
    const others = requirements
      .filter(({ coordinate, permissions: needed }) => {
        const isOwn = own.some((type) => coordinate.startsWith(`${type.name}.`));
        return !isOwn && needed.includes(permission);
      })
      .map(({ coordinate }) => code(coordinate))
      .sort();
    return [
      `## ${displayName}`,
      `${code(permission)}, Microsoft's action ${code(microsoftAction)}. ${descriptions.get(permission) ?? ''}`,
      ...(others.length > 0 ? [`Fields of other types that need it: ${others.join(', ')}.`] : []),
      ...(own.length + others.length > 0 ? [] : ['No field needs it yet.']),
      ...own.map(fieldsOf),
    ].join('\n\n');
  }

  const inputs = new Map(
    requirements.flatMap(({ inputs: given }) =>
      given.map(({ coordinate, permissions: needed }) => [coordinate, needed]),
    ),
  );
  const inputRows = [...inputs].map(([coordinate, needed]) => {
    const takers = requirements.filter((taker) => taker.inputs.some((input) => input.coordinate === coordinate));
    return [code(coordinate), joined(needed), takers.map((taker) => code(taker.coordinate)).join(', ')];
  });

  return `${[
    INTRODUCTION,
    '## Where an operation starts',
    ...roots.map(fieldsOf),
    '## Input\n\nGiving one of these input fields needs its permissions, in addition to those of the field.',
    table(['input field', 'needs', 'given to'], inputRows),
    ...PERMISSIONS.map(sectionOf),
    OPEN,
    ...types.filter((type) => needsOfType(schema, type).length === 0).map(fieldsOf),
  ].join('\n\n')}\n`;
}
