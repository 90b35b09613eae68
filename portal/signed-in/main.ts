import { SIGNED_IN } from './channel';

const channel = new BroadcastChannel(SIGNED_IN);
channel.postMessage(location.search);
channel.close();
// The code has been told; it shall not stay in the address.
history.replaceState(null, '', location.pathname);
window.close();
