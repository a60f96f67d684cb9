/** Light, dark, or as the system has it. Remembered for this origin. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const key = 'wakepatch:theme';

export function theme(): Theme {
  return themes.find((each) => each === localStorage.getItem(key)) ?? 'system';
}

export function applyTheme(chosen: Theme = theme()): void {
  localStorage.setItem(key, chosen);
  document.documentElement.style.colorScheme = chosen === 'system' ? 'light dark' : chosen;
}
