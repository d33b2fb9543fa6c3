import { describe, expect, it } from 'vitest';
import { toFigure, toForm } from './figure-form';

const form = { ...toForm(null, 'by-speaker'), title: 'ResNet', source: 'A. Author' };

describe('The form of a published figure', () => {
  it.each([
    ['0.61', 0.61],
    ['.61', 0.61],
    ['0,61', 0.61],
    ['61 %', 0.61],
    ['61%', 0.61],
    ['61', 61],
    ['', null],
  ])('reads %j as %j', (text, value) => {
    const result = toFigure({ ...form, uar: text }, 'EMOTION');
    expect(result.ok && result.figure.uar).toBe(value);
  });

  it('names the field of what is no number', () => {
    expect(toFigure({ ...form, accuracy: 'good' }, 'EMOTION')).toMatchObject({ ok: false, field: 'accuracy' });
  });

  it('goes there and back without a change', () => {
    const figure = {
      id: '1',
      task: 'EMOTION' as const,
      title: 'a',
      source: 'b',
      url: null,
      protocolName: 'study',
      protocolNote: '',
      uar: null,
      accuracy: 0.72,
      macroF1: null,
      speakerCount: 24,
      clipCount: null,
      note: 'c',
    };
    const back = toFigure(toForm(figure, 'by-speaker'), 'EMOTION');
    const { id: _id, ...content } = figure;
    expect(back).toEqual({ ok: true, figure: content });
  });
});
