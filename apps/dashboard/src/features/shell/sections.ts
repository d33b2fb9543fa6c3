import {
  Box,
  Cpu,
  Database,
  GitCompare,
  LayoutTemplate,
  List,
  type LucideIcon,
  Network,
  Radio,
  Rocket,
  SearchCheck,
  Settings,
  Trash2,
  Trophy,
} from 'lucide-react';

/** A page of a project: where it is, what it is called, and the key that leads there after `g`. */
export interface Section {
  readonly path: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly key: string | null;
  /** Whether the side bar shows it; the palette shows all. */
  readonly isInNav: boolean;
}

/** Every page of a project, in the order of the side bar. A new page needs its line here and nothing else. */
export const SECTIONS: readonly Section[] = [
  { path: 'runs', label: 'Runs', icon: List, key: 'r', isInNav: true },
  { path: 'leaderboard', label: 'Leaderboard', icon: Trophy, key: 'l', isInNav: true },
  { path: 'data', label: 'Data', icon: Database, key: 'd', isInNav: true },
  { path: 'architectures', label: 'Architectures', icon: Network, key: 'a', isInNav: true },
  { path: 'models', label: 'Models', icon: Box, key: 'm', isInNav: true },
  { path: 'sweeps', label: 'Sweeps', icon: SearchCheck, key: 's', isInNav: true },
  { path: 'workers', label: 'Workers', icon: Cpu, key: 'w', isInNav: true },
  { path: 'settings', label: 'Settings', icon: Settings, key: ',', isInNav: true },
  { path: 'runs/latest', label: 'Latest run', icon: Radio, key: 'f', isInNav: false },
  { path: 'launch', label: 'Launch an experiment', icon: Rocket, key: 'n', isInNav: false },
  { path: 'templates', label: 'Templates', icon: LayoutTemplate, key: 't', isInNav: false },
  { path: 'trash', label: 'Trash and storage', icon: Trash2, key: null, isInNav: false },
  { path: 'compare', label: 'Compare', icon: GitCompare, key: 'c', isInNav: false },
];
