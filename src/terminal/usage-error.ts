import { ForeseenError } from '../resolving/foreseen';

/** A mistake at the command line. Only its message is shown. */
export class UsageError extends ForeseenError {
  readonly code = 'USAGE';
}
