'use client';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useIsHydrated } from '../../api/use-is-hydrated';
import { IconButton } from '../../ui/button';

const NEXT = { system: 'light', light: 'dark', dark: 'system' } as const;
const LOOKS = {
  system: { icon: Monitor, label: 'Theme: as the system. Change to light' },
  light: { icon: Sun, label: 'Theme: light. Change to dark' },
  dark: { icon: Moon, label: 'Theme: dark. Change to the system’s' },
} as const;

export function ThemeToggle() {
  const { theme, setTheme } = useTheme();
  const isHydrated = useIsHydrated();
  const current = isHydrated && (theme === 'light' || theme === 'dark') ? theme : 'system';
  const { icon: Icon, label } = LOOKS[current];
  return (
    <IconButton label={label} onClick={() => setTheme(NEXT[current])}>
      <Icon />
    </IconButton>
  );
}
