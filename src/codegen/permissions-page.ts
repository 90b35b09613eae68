import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isEnumType, isInterfaceType } from 'graphql';
import { PERMISSIONS } from '../authorization/permission-list';
import { needsOfType, objectTypes, type Requirement } from '../authorization/permissions';
import { compareText } from '../database/folding';
import type { Permission } from '../generated/graphql';

const INTRODUCTION = `# Which permission reads what

Every field of the graph, and what it needs. Generated from \`schema/*.graphql\` by \`npm run codegen\`; what is changed
here is lost, and CI refuses a page that is not in step.

A viewer must hold every permission that a field needs, and is otherwise told the missing ones, with \`FORBIDDEN\`. A
permission says what kind of thing may be read; which users and devices, the scope of the role assignments that give it
says. A type belongs to one permission, which all of its fields need; a field can need more.`;

const OPEN = `## Open

These types hold no data of the tenant, or only what operators may know of themselves. What is open to whoever reached it
asks for nothing beyond what led there. An active operator is one whose account is enabled and who holds an Intune
licence, where one is required.`;

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
    if (inactive) return 'nothing; open to everyone who signs in, active or not';
    if (!roots.includes(type)) return 'nothing; open to whoever reached it';
    // The object behind an interface has its own requirements.
    const found = getNamedType(type.getFields()[name]?.type);
    return `nothing; open to every active operator${isInterfaceType(found) ? '; an id needs what its type needs' : ''}`;
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
      `${code(permission)}, in Microsoft's words ${code(microsoftAction)}. ${descriptions.get(permission) ?? ''}`,
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
    '## Input\n\nWho gives one of these needs this too, beside what the field itself needs.',
    table(['input field', 'needs', 'given to'], inputRows),
    ...PERMISSIONS.map(sectionOf),
    OPEN,
    ...types.filter((type) => needsOfType(schema, type).length === 0).map(fieldsOf),
  ].join('\n\n')}\n`;
}
