import type { InspectDeviceQuery } from '../../generated/graphql';

/** A device, as the panel's one request reads it. */

export type InspectedDevice = NonNullable<InspectDeviceQuery['device']>;
