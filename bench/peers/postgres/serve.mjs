// The HTTP server of the hand-written endpoints on PostgreSQL: node:http, without GraphQL and authorization.
import { createServer } from 'node:http';
import { principalNameKey } from '../answer.mjs';
import { listen } from '../listen.mjs';
import { answerOf } from './troubleshoot.mjs';

/** Serves the operation. @param rowsOf reads all rows of an answer */
export function serve(rowsOf) {
  const answer = async ({ upn, devices = '20', apps = '50' }) => {
    const asked = {
      key: principalNameKey(upn),
      devices: Number(devices),
      apps: Number(apps),
      now: new Date().toISOString(),
    };
    return answerOf(await rowsOf(asked), asked);
  };
  listen(
    createServer(async (request, response) => {
      const { searchParams } = new URL(request.url, 'http://localhost');
      const body = Buffer.from(JSON.stringify({ data: await answer(Object.fromEntries(searchParams)) }));
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': body.length,
      });
      response.end(body);
    }),
  );
}
