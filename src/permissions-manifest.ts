import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import type { Permission } from './generated/graphql';
import type { Requirement } from './permissions';
import { createGraph } from './schema';
import { PERMISSIONS } from './sdl';

/** What an operation needs. */
export interface OperationNeeds {
  /** The file that holds the operation. */
  readonly file: string;
  readonly type: OperationTypeNode;
  /** Every permission that the whole answer needs. */
  readonly permissions: readonly Permission[];
  /** For each of them: where in the answer it begins to be needed. Without it, these are null. */
  readonly opens: Partial<Record<Permission, readonly string[]>>;
}

/**
 * What each operation of some documents needs, by its name.
 * @param documents by the names of their files
 * @param permissions what every field needs
 * @param schema the schema that they were compiled from
 */
export function permissionsManifest(
  documents: ReadonlyMap<string, DocumentNode>,
  permissions: ReadonlyMap<string, Requirement>,
  schema: GraphQLSchema,
): Record<string, OperationNeeds> {
  return Object.fromEntries(
    [...documents].flatMap(([file, document]) =>
      document.definitions
        .filter((node) => node.kind === Kind.OPERATION_DEFINITION)
        .map((operation) => [
          operation.name?.value ?? file,
          { file, type: operation.operation, ...needsOf(operation, document, permissions, schema) },
        ]),
    ),
  );
}

function needsOf(
  operation: OperationDefinitionNode,
  document: DocumentNode,
  permissions: ReadonlyMap<string, Requirement>,
  schema: GraphQLSchema,
): Pick<OperationNeeds, 'permissions' | 'opens'> {
  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  const opens = new Map<Permission, Set<string>>();

  function visit(set: SelectionSetNode, typeName: string, at: readonly string[], held: ReadonlySet<Permission>): void {
    for (const node of set.selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(node.name.value);
        if (fragment === undefined) throw new Error(`There is no fragment ${node.name.value} in the file.`);
        visit(fragment.selectionSet, fragment.typeCondition.name.value, at, held);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        visit(node.selectionSet, node.typeCondition?.name.value ?? typeName, at, held);
      } else {
        const here = [...at, node.alias?.value ?? node.name.value];
        const needed = permissions.get(`${typeName}.${node.name.value}`)?.permissions ?? [];
        for (const permission of needed) {
          if (held.has(permission)) continue;
          opens.set(permission, (opens.get(permission) ?? new Set()).add(here.join('.')));
        }
        const type = schema.getType(typeName);
        const field = isObjectType(type) ? type.getFields()[node.name.value] : undefined;
        const inner = field && getNamedType(field.type);
        if (node.selectionSet && isCompositeType(inner)) {
          visit(node.selectionSet, inner.name, here, new Set([...held, ...needed]));
        }
      }
    }
  }

  const root = schema.getRootType(operation.operation);
  if (root == null) throw new Error(`This graph has no ${operation.operation}s.`);
  visit(operation.selectionSet, root.name, [], new Set());
  const all = PERMISSIONS.map(({ permission }) => permission).filter((permission) => opens.has(permission));
  return {
    permissions: all,
    opens: Object.fromEntries(all.map((permission) => [permission, [...(opens.get(permission) ?? [])]])),
  };
}

if (require.main === module) {
  const folder = path.join(__dirname, '..', 'portal', 'operations');
  const documents = new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.graphql'))
      .sort()
      .map((file) => [file, parse(readFileSync(path.join(folder, file), 'utf8'))]),
  );
  const { permissions, schema } = createGraph();
  const manifest = permissionsManifest(documents, permissions, schema);
  writeFileSync(path.join(folder, 'permissions.manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
