import { expect, it } from 'vitest';
import { columnTemplate } from './column-template';

const name = { id: 'name', width: 280, isPinned: true, isResized: false };
const task = { id: 'task', width: 84, isPinned: false, isResized: false };
const created = { id: 'created', width: 100, isPinned: false, isResized: false };

it('The column of names grows where there is room', () => {
  expect(columnTemplate([name, task, created])).toBe('minmax(280px, 440px) 84px minmax(100px, 1fr)');
});

it('It keeps the width that somebody gave it, and its place beside other pinned columns', () => {
  expect(columnTemplate([{ ...name, width: 200, isResized: true }, task, created])).toMatch(/^200px 84px/);
  expect(columnTemplate([name, { ...task, isPinned: true }, created])).toMatch(/^280px 84px/);
});
