// Serves Microsoft Graph's directory and devices from a generated tenant, in a separate process. So the cost of a sync
// includes neither the network nor the memory of the generator.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { generatedSource } = require('../dist/demo/generator');

const PAGE = 1_000;
const RESOURCES = new Map([
  ['/v1.0/organization', 'organization'],
  ['/v1.0/subscribedSkus', 'subscribedSkus'],
  ['/v1.0/users/delta', 'users'],
  ['/v1.0/groups/delta', 'groups'],
  ['/v1.0/devices', 'devices'],
  ['/v1.0/deviceManagement/managedDevices', 'managedDevices'],
]);

/** A Microsoft Graph over a source. `change` removes some members from the largest group, for the next delta. */
function graphOf(source) {
  let changed = null;
  const pages = new Map();
  let next = 0;

  async function* groupsWithMembers() {
    for await (const { value } of source.read('groups')) yield value;
    let group = null;
    let members = [];
    for await (const { value, parent } of source.read('groupMembers')) {
      if (parent !== group || members.length === PAGE) {
        if (group !== null) yield { ...known.get(group), 'members@delta': members };
        [group, members] = [parent, []];
      }
      members.push(value);
    }
    if (group !== null) yield { ...known.get(group), 'members@delta': members };
  }
  const known = new Map();
  async function* items(resource) {
    if (resource === 'groups') {
      for await (const { value } of source.read('groups')) known.set(value.id, value);
      yield* groupsWithMembers();
    } else for await (const { value } of source.read(resource)) yield value;
  }

  async function take(iterator, isDelta, resource) {
    const found = [];
    while (found.length < PAGE) {
      const { value, done } = await iterator.next();
      if (done) return { items: found, nextLink: null, deltaLink: isDelta ? `delta:${resource}` : null };
      found.push(value);
    }
    const link = `page:${++next}`;
    pages.set(link, [iterator, isDelta, resource]);
    return { items: found, nextLink: link, deltaLink: null };
  }

  return {
    async page(url) {
      const kept = pages.get(url);
      if (kept !== undefined) {
        pages.delete(url);
        return take(...kept);
      }
      if (url.startsWith('delta:')) {
        const resource = url.slice('delta:'.length);
        const found = resource === 'groups' && changed !== null ? [changed] : [];
        return { items: found, nextLink: null, deltaLink: url };
      }
      const path = url.replace(/\?.*$/, '');
      const resource = RESOURCES.get(path);
      if (resource === undefined) return { items: [], nextLink: null, deltaLink: null };
      return take(items(resource)[Symbol.asyncIterator](), path.endsWith('/delta'), resource);
    },
    hasLink: () => true,
    async object() {
      return null;
    },
    async batch() {
      return [];
    },
    /** Removes `count` members from the largest group. @returns the number of members before */
    async change(count) {
      const sizes = new Map();
      for await (const { value, parent } of source.read('groupMembers')) {
        const of = sizes.get(parent) ?? [];
        of.push(value);
        sizes.set(parent, of);
      }
      const [id, members] = [...sizes].sort(([, a], [, b]) => b.length - a.length)[0];
      const left = members.slice(0, count).map((member) => ({ ...member, '@removed': { reason: 'deleted' } }));
      changed = { ...known.get(id), 'members@delta': left };
      return members.length;
    },
  };
}

/** A Microsoft Graph over a generated tenant in another process. It takes one request at a time, like a sync. */
export function graphOfTenant(users, now) {
  const child = fork(fileURLToPath(import.meta.url), [String(users), now.toISOString()]);
  const ask = async (method, ...given) => {
    child.send({ method, given });
    const [{ answer, error }] = await once(child, 'message');
    if (error !== undefined) throw new Error(error);
    return answer;
  };
  return {
    page: (url) => ask('page', url),
    hasLink: () => true,
    object: (url) => ask('object', url),
    batch: (requests) => ask('batch', requests),
    change: (count) => ask('change', count),
    stop: () => child.disconnect(),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [users, now] = process.argv.slice(2);
  const graph = graphOf(generatedSource({ users: Number(users), seed: 1, now: new Date(now) }));
  process.on('message', ({ method, given }) =>
    graph[method](...given).then(
      (answer) => process.send({ answer }),
      (error) => process.send({ error: error.message }),
    ),
  );
}
