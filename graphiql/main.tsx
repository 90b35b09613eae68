import './adopt-styles';
import './style.css';
import { createRoot } from 'react-dom/client';
import { arrive } from '../portal/sign-in/arrival';
import { App, startOf } from './app';

const page = document.getElementById('page');
if (page === null) throw new Error('index.html has no #page');
const root = createRoot(page);
arrive().then(
  async (arrival) => root.render(<App start={await startOf(arrival)} />),
  () => root.render(<p role="alert">The service cannot be reached. Reload the page in a moment.</p>),
);
