import { useTranslation } from 'react-i18next';
import { Mark } from '../../design/mark';
import { Section } from '../../design/section';
import { RelativeTime } from '../relative-time';
import { DEVICE_ACTION_STATE } from '../tones';
import type { InspectedDevice } from './inspected-device';

/** The remote actions on the device, with their states. */
export function DeviceActions({ device: { actions, syncedAt } }: { readonly device: InspectedDevice }) {
  const { t } = useTranslation();
  return (
    <Section title={t('device.actions')} syncedAt={syncedAt}>
      {actions.length === 0 ? (
        <p>{t('device.noActions')}</p>
      ) : (
        <table aria-label={t('device.actions')}>
          <thead>
            <tr>
              <th scope="col">{t('device.action')}</th>
              <th scope="col">{t('device.state')}</th>
              <th scope="col">{t('device.requested')}</th>
              <th scope="col">{t('device.updated')}</th>
            </tr>
          </thead>
          <tbody>
            {actions.map(({ kind, name, state, requestedAt, updatedAt }) => (
              <tr key={`${name} ${requestedAt}`} data-row={`DeviceAction.${kind}`}>
                <th scope="row">{kind === 'UNKNOWN' ? name : t(`actionKind.${kind}`)}</th>
                <td data-label={t('device.state')}>
                  <Mark tone={DEVICE_ACTION_STATE[state]}>{t(`actionState.${state}`)}</Mark>
                </td>
                <td data-label={t('device.requested')}>
                  {requestedAt === null ? '–' : <RelativeTime at={requestedAt} />}
                </td>
                <td data-label={t('device.updated')}>{updatedAt === null ? '–' : <RelativeTime at={updatedAt} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
