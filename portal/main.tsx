import './style.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, startOf } from './app';
import { startLanguage } from './messages/language';
import { arrive } from './sign-in/arrival';

const page = document.getElementById('page');
if (page === null) throw new Error('index.html has no #page');
const root = createRoot(page);
// Both requests at once: the page needs the messages to show how the operator signs in.
const start = arrive().then(startOf);
// The page shows a failure of the sign-in itself.
start.catch(() => {});
await startLanguage();
root.render(
  <StrictMode>
    <App start={start} />
  </StrictMode>,
);
