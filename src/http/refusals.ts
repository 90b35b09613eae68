import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import type { ErrorCode } from '../resolving/errors';
import type { ForeseenError } from '../resolving/foreseen';

/** The error codes of requests refused before GraphQL, by HTTP status. */
export const ERROR_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'BAD_REQUEST',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  408: 'REQUEST_TIMEOUT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  431: 'HEADERS_TOO_LARGE',
};

/** The body of a refusal, in GraphQL's form. */
export function errorBody(message: string, code: ErrorCode): { errors: GraphQLFormattedError[] } {
  return { errors: [{ message, extensions: { code } }] };
}

/** Answers a whole request with a foreseen error. */
export function refuseForeseen(reply: FastifyReply, error: ForeseenError, clientMessage: string): FastifyReply {
  return reply
    .code(error.httpStatus)
    .headers(error.headers)
    .send({ errors: [{ message: clientMessage, extensions: error.extensions }] });
}

// The errors of Node.js before a request exists. Any other error means that the bytes are not HTTP.
const BEFORE_A_REQUEST: Readonly<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The address and the headers are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request arrived too slowly.'],
};

const LINGER_MS = 1_000;

/** Whether a connection waits for the answer to a request that has arrived as a whole, so that an error is about a later one. */
function owesAnswer(socket: Socket): boolean {
  // Node.js has no public name for it; its own handler of such errors uses it.
  const { _httpMessage: response } = socket as unknown as { readonly _httpMessage?: ServerResponse | null };
  return response != null && (response.req.complete || response.headersSent);
}

/** Answers a connection that sent no valid request: not HTTP, headers too large, or too slow. */
export function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  // A client takes the first answer for that of its first request.
  if (error.code === 'ECONNRESET' || !socket.writable || owesAnswer(socket)) {
    socket.destroy();
    return;
  }
  const [status, message] = BEFORE_A_REQUEST[error.code ?? ''] ?? [400, 'The request is malformed.'];
  const body = JSON.stringify(errorBody(message, ERROR_OF_STATUS[status] ?? 'BAD_REQUEST'));
  // A client that does not close its side would keep the connection.
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
