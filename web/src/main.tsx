// Before any module that may bring Zod.
import './shared/no-eval.ts';
import '@fontsource-variable/inter/wght.css';
import './app/mantine.css';
import './app/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { announceLanguage } from './shared/language.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root"');
announceLanguage();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
