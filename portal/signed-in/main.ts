import { SIGNED_IN } from './channel';

const channel = new BroadcastChannel(SIGNED_IN);
channel.postMessage(location.search);
channel.close();
// Remove the code from the address.
history.replaceState(null, '', location.pathname);
window.close();
