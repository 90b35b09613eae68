import { brotliCompress, constants } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { choiceBy } from '../resolving/header-choice';

// Below that, the bytes saved are worth less than the time.
const LEAST_BYTES = 8 * 1024;
// The lowest quality takes a tenth of a millisecond for a usual answer, and leaves a quarter of it.
const OPTIONS = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MIN_QUALITY + 1 } };

const takesBrotli = choiceBy('accept-encoding', (negotiator) => negotiator.encoding(['br', 'identity']) === 'br');

/** Compresses whole answers of the routes whose `config.compressed` is true, if they are long and the client takes Brotli. */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    if (request.routeOptions.config.compressed !== true) return done(null, payload);
    // Also without a body: a 304 has the headers of the answer that it stands for.
    const vary = reply.getHeader('vary');
    reply.header('vary', vary === undefined ? 'Accept-Encoding' : `${vary}, Accept-Encoding`);
    if (!Buffer.isBuffer(payload) || payload.length < LEAST_BYTES) return done(null, payload);
    if (reply.hasHeader('content-encoding')) return done(null, payload);
    if (!takesBrotli(request.headers['accept-encoding']?.toString())) return done(null, payload);
    reply.header('content-encoding', 'br').removeHeader('content-length');
    return brotliCompress(payload, OPTIONS, done);
  });
}
