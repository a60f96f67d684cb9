import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { App } from './App.tsx';
import { base } from './addresses.ts';
import './style/base.css';
import './style/parts.css';
import './style/thing.css';
import { takeToken } from './data/token.ts';
import { applyTheme } from './shell/theme.ts';

takeToken();
applyTheme();
createRoot(document.getElementById('page')!).render(
  <StrictMode>
    <Router base={base}>
      <App />
    </Router>
  </StrictMode>,
);
