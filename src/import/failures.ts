import type { z } from 'zod';
import { EnrollmentFailureCategory } from '../generated/graphql';
import type { Run } from './run';
import * as shapes from './shapes';

// Old answers have the base type, and those of a list of one type have none.
const ENROLMENT = /(^|\.)(enrollment|deviceManagement)TroubleshootingEvent$/i;

const isEnrolment = (event: z.output<typeof shapes.TroubleshootingEvent>): boolean =>
  ENROLMENT.test(event['@odata.type'] ?? 'enrollmentTroubleshootingEvent');

/**
 * Imports enrolment failures, after users. Failures without a known user or a date are left out.
 * @throws ImportError
 */
export async function importEnrollmentFailures(run: Run): Promise<void> {
  const { values } = run;
  for await (const { object: event, where } of run.read('troubleshootingEvents', shapes.TroubleshootingEvent)) {
    if (!isEnrolment(event)) {
      run.leaveOut('troubleshooting events that are no enrolment');
      continue;
    }
    const userId = values.id(event.userId);
    const occurredAt = values.instant(event.eventDateTime, 'eventDateTime');
    // A failed enrolment often has no device, so it belongs to its user.
    if (userId === null || !run.known.users.has(userId)) run.leaveOut('enrolment failures without a user');
    else if (occurredAt === null) run.leaveOut('enrolment failures without a date');
    else {
      await run.put(
        'enrollmentFailures',
        {
          id: values.id(event.id) as string,
          user_id: userId,
          occurred_at: occurredAt,
          operating_system: values.text(event.operatingSystem),
          os_version: values.text(event.osVersion),
          category: values.oneOf(EnrollmentFailureCategory, event.failureCategory, 'failureCategory'),
          reason: values.text(event.failureReason),
        },
        where,
      );
    }
  }
}
