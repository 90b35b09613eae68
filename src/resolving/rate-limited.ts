import { ForeseenError } from './foreseen';

/** One operator, or one address, asks for more than its share. */
export class RateLimited extends ForeseenError {
  readonly code = 'RATE_LIMITED';
  override readonly httpStatus = 429;
  override readonly retryAfter: number;
  override readonly clientMessage: string;

  /** @param message for the log and the client */
  constructor(message: string, retryAfter: number) {
    super(message);
    this.retryAfter = retryAfter;
    this.clientMessage = message;
  }
}
