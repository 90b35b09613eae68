import './style.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, startOf } from './app';
import { startLanguage } from './messages/language';
import { arrive } from './sign-in/arrival';

const page = document.getElementById('page');
if (page === null) throw new Error('index.html has no #page');
startLanguage();
createRoot(page).render(
  <StrictMode>
    <App start={arrive().then(startOf)} />
  </StrictMode>,
);
