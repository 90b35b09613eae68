import { checked, type Reader } from '../import/run';
import { count, type Values } from '../import/values';
import { type Resource, resourceOf } from '../microsoft-graph/resources';
import type { SetAside } from './set-aside';
import type { Spool } from './spool';

// Delta answers omit properties that were never set; restore them as null, so that the shape can tell "not asked for".
export const UNSET: Partial<Record<Resource, object>> = {
  users: { accountEnabled: null, assignedPlans: null },
  userLicenses: { assignedPlans: null },
};

/** A reader that collects invalid records in `setAside` and goes on with the next record. */
export function patientReader(
  spool: Spool,
  values: Values,
  setAside: SetAside[],
  isRead: Reader['isRead'] = () => true,
): Reader {
  const refuse: Reader['refuse'] = (resource, id, where, problem) => {
    setAside.push({ resource, record: `${spool.startedAt} ${where}`, objectId: values.text(id), reason: problem });
  };
  return {
    values,
    refuse,
    isRead,
    isSetAside: (resource, id) =>
      setAside.some((record) => record.resource === resource && values.id(record.objectId) === id),
    async *read(resource, shape) {
      const unset = UNSET[resource];
      for await (const item of spool.read(resource)) {
        const isObject = typeof item.value === 'object' && item.value !== null;
        const value = unset !== undefined && isObject ? { ...unset, ...(item.value as object) } : item.value;
        const found = checked(shape, { ...item, value }, resourceOf(resource).id);
        if ('problem' in found) refuse(resource, found.id ?? item.parent, item.where, found.problem);
        else yield { object: found.object, parent: values.id(item.parent), where: item.where };
      }
    },
    leaveOut: (reason) => count(values.notes.leftOut, reason),
  };
}
