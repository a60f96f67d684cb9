import { useState } from 'react';
import { applyTheme, type Theme, theme, themes } from './theme.ts';

const words: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' };

export function ThemeChoice() {
  const [chosen, choose] = useState(theme);
  return (
    <label>
      <span className="hidden">Colours</span>
      <select
        value={chosen}
        onChange={({ target }) => {
          choose(target.value as Theme);
          applyTheme(target.value as Theme);
        }}
      >
        {themes.map((each) => (
          <option key={each} value={each}>
            {words[each]}
          </option>
        ))}
      </select>
    </label>
  );
}
