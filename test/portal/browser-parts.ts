import { TextDecoder, TextEncoder } from 'node:util';

// jsdom draws nothing, so it has nothing to scroll.
Element.prototype.scrollIntoView = () => {};
window.scrollTo = () => {};
// The cases of the rules load the service, which needs these of Node.
Object.assign(globalThis, { TextDecoder, TextEncoder });
