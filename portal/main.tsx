import './style.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { startLanguage } from './messages/language';
import { readSignIn } from './sign-in/configuration';

const page = document.getElementById('page');
if (page === null) throw new Error('index.html has no #page');
startLanguage();
createRoot(page).render(
  <StrictMode>
    <App configuration={readSignIn()} />
  </StrictMode>,
);
