import { receiveAnswer } from '../sign-in/handshake';

const page = receiveAnswer(location.search);
// Remove the code from the address and from the history.
if (page === null) history.replaceState(null, '', location.pathname);
else location.replace(page);
