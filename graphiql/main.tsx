import './adopt-styles';
import './style.css';
import { createRoot } from 'react-dom/client';
import { App } from './app';

const page = document.getElementById('page');
if (page === null) throw new Error('index.html has no #page');
createRoot(page).render(<App />);
