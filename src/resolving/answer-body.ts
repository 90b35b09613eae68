/** The body of an answer is longer than its reader allows. */
export class BodyTooLong extends Error {}

/**
 * Reads the body of an answer as text, and stops reading as soon as it is too long. The limit counts unpacked bytes, so
 * that a small packed body cannot fill the memory.
 * @throws BodyTooLong
 */
export async function readBody({ body }: Response, mostBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new BodyTooLong(`more than ${mostBytes} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
