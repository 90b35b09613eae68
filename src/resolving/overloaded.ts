import { ForeseenError, RETRY_SOON_S } from './foreseen';

/** The service has more to do than it can do in time. */
export class Overloaded extends ForeseenError {
  readonly code = 'OVERLOADED';
  override readonly httpStatus = 503;
  override readonly retryAfter = RETRY_SOON_S;
  override readonly clientMessage = 'The service has too much to do at the moment; try again.';
}
