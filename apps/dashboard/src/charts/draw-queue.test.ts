import { describe, expect, it } from 'vitest';
import { DrawQueue } from './draw-queue';

function queueWithTasks() {
  const tasks: (() => void)[] = [];
  const queue = new DrawQueue((task) => tasks.push(task));
  return { queue, runOne: () => tasks.shift()?.() };
}

describe('The queue of drawings', () => {
  it('draws one chart a task, in the order they came, the latest of each', () => {
    const { queue, runOne } = queueWithTasks();
    const drawn: string[] = [];
    const [loss, accuracy] = [{}, {}];
    queue.add(loss, () => drawn.push('old loss'));
    queue.add(accuracy, () => drawn.push('accuracy'));
    queue.add(loss, () => drawn.push('loss'));
    expect(drawn).toEqual([]);
    runOne();
    expect(drawn).toEqual(['loss']);
    runOne();
    expect(drawn).toEqual(['loss', 'accuracy']);
  });

  it('leaves out what was called off, and nothing that replaced it', () => {
    const { queue, runOne } = queueWithTasks();
    const drawn: string[] = [];
    const [loss, accuracy] = [{}, {}];
    const callOff = queue.add(loss, () => drawn.push('old loss'));
    queue.add(loss, () => drawn.push('loss'));
    callOff();
    queue.add(accuracy, () => drawn.push('accuracy'))();
    for (let task = 0; task < 5; task += 1) runOne();
    expect(drawn).toEqual(['loss']);
  });

  it('goes on after a drawing that failed, and again after it was empty', () => {
    const { queue, runOne } = queueWithTasks();
    const drawn: string[] = [];
    queue.add({}, () => {
      throw new Error('no canvas');
    });
    queue.add({}, () => drawn.push('second'));
    expect(runOne).toThrow('no canvas');
    runOne();
    runOne();
    expect(drawn).toEqual(['second']);
    queue.add({}, () => drawn.push('third'));
    runOne();
    expect(drawn).toEqual(['second', 'third']);
  });
});
